using ControlPlane.Contracts.Feedback;
using ControlPlane.Contracts.Routing;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.Domain.Bandits;

namespace ControlPlane.Data.Feedback;

/// <summary>A label or reward whose token was verified. Immutable.</summary>
/// <param name="Claim">The answer it is about.</param>
/// <param name="Label">The true class; null for a reward.</param>
/// <param name="Metric">Name of the reward; empty for a label.</param>
/// <param name="Value">The reward; 0 for a label.</param>
/// <param name="Covariate">The caller's value from before the exposure; null when none came.</param>
/// <param name="Delay">From the answer until an agent took the feedback.</param>
internal sealed record CreditedFeedback(FeedbackClaim Claim, string? Label, string Metric, double Value, double? Covariate, TimeSpan Delay)
{
    /// <summary>Longest label or metric in characters.</summary>
    public const int MaximumText = 200;

    /// <summary>How far an agent's clock may be ahead.</summary>
    private static readonly TimeSpan Future = TimeSpan.FromMinutes(2);

    /// <summary>What is added to the details of a span.</summary>
    public FeedbackDetails Details
    {
        get
        {
            var credit = Label is null
                ? new CreditSum(0, 0, 1, Value)
                : new CreditSum(1, Claim.PredictedLabel == Label ? 1 : 0, 0, 0);
            var cell = Claim.Bucket >= 0 ? AssignmentCell.OfBucket(Claim.Bucket) : AssignmentCell.OfRequest(Claim.RequestId);
            var cells = new Dictionary<int, CreditSum> { [cell] = credit };
            var segments = Claim.Segments.Distinct().ToDictionary(s => s, _ => credit);
            var delays = new Dictionary<int, long> { [RewardDelays.BinOf(Delay)] = 1 };
            return Label is { } label ? OfLabel(label, cells, segments, delays) : new FeedbackDetails
            {
                Rewards = new Dictionary<string, RewardDetails> { [Metric] = new() { Cells = cells, Segments = segments, Delays = delays } },
                Covariates = Covariate is { } covariate
                    ? new Dictionary<string, CovariateSum> { [Metric] = new(1, Value, 0, covariate, 0, 0) }
                    : FeedbackDetails.Empty.Covariates,
            };
        }
    }

    private FeedbackDetails OfLabel(string label, Dictionary<int, CreditSum> cells, Dictionary<string, CreditSum> segments, Dictionary<int, long> delays) => new()
    {
        Cells = cells,
        Segments = segments,
        LabelDelays = delays,
        Scores = Claim.Score is { } score && score is >= 0 and <= 1 ? new Dictionary<string, long[]> { [label] = BinOf(score) } : FeedbackDetails.Empty.Scores,
    };

    private static long[] BinOf(float score)
    {
        var bins = new long[OutputSummary.ScoreBins];
        bins[Math.Min((int)(score * OutputSummary.ScoreBins), OutputSummary.ScoreBins - 1)] = 1;
        return bins;
    }

    /// <summary>What an item credits; null when its token is not ours, its answer too old, or its content neither a label nor a reward.</summary>
    public static CreditedFeedback? Of(FeedbackItem item, FeedbackTokenCodec codec, TimeSpan kept, DateTimeOffset now)
    {
        var claim = codec.Read(item.Token);
        if (!claim.IsAccepted || now - claim.Value.AnsweredAt > kept || claim.Value.AnsweredAt - now > Future)
            return null;

        var delay = item.ReceivedAt - claim.Value.AnsweredAt;
        return item switch
        {
            { Label: { Length: > 0 and <= MaximumText } label, Metric: null, Value: null } => new(claim.Value, label, "", 0, null, delay),
            { Label: null, Metric: { Length: > 0 and <= MaximumText } metric, Value: { } value } when double.IsFinite(value) && double.IsFinite(item.Covariate ?? 0) =>
                new(claim.Value, null, metric, value, item.Covariate, delay),
            _ => null,
        };
    }
}
