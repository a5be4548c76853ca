namespace ControlPlane.Data.Telemetry;

/// <summary>What is known of a bucket that came. Immutable.</summary>
/// <param name="Row">The newest copy kept; null for a late one.</param>
/// <param name="IsNew">True when the bucket came for the first time and the row is it.</param>
internal readonly record struct BucketCopy(ReceivedBucket? Row, bool IsNew)
{
    /// <summary>A copy of a bucket whose row was purged since.</summary>
    public static BucketCopy Late => default;

    public bool IsLate => Row is null;
}
