using ControlPlane.Contracts.Feedback;

namespace ControlPlane.Data.Feedback;

/// <summary>A label or reward whose token was verified. Immutable.</summary>
/// <param name="Claim">The answer it is about.</param>
/// <param name="Label">The true class; null for a reward.</param>
/// <param name="Metric">Name of the reward; empty for a label.</param>
/// <param name="Value">The reward; 0 for a label.</param>
internal sealed record CreditedFeedback(FeedbackClaim Claim, string? Label, string Metric, double Value)
{
    /// <summary>Longest label or metric in characters.</summary>
    public const int MaximumText = 200;

    /// <summary>How far an agent's clock may be ahead.</summary>
    private static readonly TimeSpan Future = TimeSpan.FromMinutes(2);

    /// <summary>What an item credits; null when its token is not ours, its answer too old, or its content neither a label nor a reward.</summary>
    public static CreditedFeedback? Of(FeedbackItem item, FeedbackTokenCodec codec, TimeSpan kept, DateTimeOffset now)
    {
        var claim = codec.Read(item.Token);
        if (!claim.IsAccepted || now - claim.Value.AnsweredAt > kept || claim.Value.AnsweredAt - now > Future)
            return null;

        return item switch
        {
            { Label: { Length: > 0 and <= MaximumText } label, Metric: null, Value: null } => new(claim.Value, label, "", 0),
            { Label: null, Metric: { Length: > 0 and <= MaximumText } metric, Value: { } value } when double.IsFinite(value) => new(claim.Value, null, metric, value),
            _ => null,
        };
    }
}
