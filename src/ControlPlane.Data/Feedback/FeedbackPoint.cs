using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Data.Feedback;

/// <summary>Feedback on the answers one variant gave in one span of one resolution, under one route revision.</summary>
internal sealed class FeedbackPoint
{
    public required string Endpoint { get; init; }

    /// <summary>Length of the span in seconds.</summary>
    public required int Resolution { get; init; }

    /// <summary>Of the answers, not of the feedback: Unix seconds, a multiple of <see cref="Resolution"/>.</summary>
    public required long Start { get; init; }

    public required string Variant { get; init; }

    public required long RouteRevision { get; init; }

    public required int Version { get; set; }

    /// <summary>Answers whose true label is known.</summary>
    public long Labelled { get; set; }

    /// <summary>Of these, answers whose class was the label.</summary>
    public long Correct { get; set; }

    public IReadOnlyList<ConfusionCount> Confusion { get; set; } = [];

    public IReadOnlyDictionary<string, RewardSum> Rewards { get; set; } = new Dictionary<string, RewardSum>();

    public FeedbackDetails Details { get; set; } = FeedbackDetails.Empty;
}
