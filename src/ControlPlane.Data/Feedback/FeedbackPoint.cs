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

    /// <summary>Adds one item.</summary>
    public void Add(CreditedFeedback item)
    {
        Details = Details.Plus(item.Details);
        if (item.Label is null)
        {
            Rewards = FeedbackSum.Sum(Rewards, new Dictionary<string, RewardSum> { [item.Metric] = new(1, item.Value, item.Value * item.Value) });
            return;
        }

        var predicted = item.Claim.PredictedLabel ?? "";
        Labelled++;
        Correct += predicted == item.Label ? 1 : 0;
        Confusion = FeedbackSum.Sum(Confusion, [new ConfusionCount(predicted, item.Label, 1)]);
    }

    /// <summary>Adds what another span counted.</summary>
    public void Add(FeedbackPoint other)
    {
        Details = Details.Plus(other.Details);
        Rewards = FeedbackSum.Sum(Rewards, other.Rewards);
        Labelled += other.Labelled;
        Correct += other.Correct;
        Confusion = FeedbackSum.Sum(Confusion, other.Confusion);
    }
}
