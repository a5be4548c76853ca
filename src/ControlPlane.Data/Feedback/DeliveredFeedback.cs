namespace ControlPlane.Data.Feedback;

/// <summary>Verified feedback of one batch that waits to be counted. Belongs to one sender and the unit that counts it, in turn.</summary>
internal sealed class DeliveredFeedback(IReadOnlyList<CreditedFeedback> items, DateTimeOffset at)
{
    public IReadOnlyList<CreditedFeedback> Items { get; } = items;

    /// <summary>When it arrived.</summary>
    public DateTimeOffset At { get; } = at;

    /// <summary>Items that were counted; the others had been counted before. Known once the batch is committed.</summary>
    public int Accepted { get; set; }
}
