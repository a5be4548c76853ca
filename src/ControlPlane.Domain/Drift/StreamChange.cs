namespace ControlPlane.Domain.Drift;

/// <summary>A change in a variant's stream of minutes. Immutable.</summary>
/// <param name="Variant">The variant.</param>
/// <param name="Kind">What changed.</param>
/// <param name="At">Start of the minute with which it was noticed.</param>
/// <param name="Before">Mean before.</param>
/// <param name="After">Mean since.</param>
public sealed record StreamChange(string Variant, StreamKind Kind, DateTimeOffset At, double Before, double After)
{
    /// <summary>The newest change of a stream; null when there is none.</summary>
    /// <param name="variant">The variant.</param>
    /// <param name="kind">What the stream is about.</param>
    /// <param name="minutes">Means within 0 to 1, oldest first; minutes without one are left out.</param>
    public static StreamChange? Find(string variant, StreamKind kind, IReadOnlyList<(DateTimeOffset At, double Mean)> minutes) =>
        StreamDrift.Newest([.. minutes.Select(m => m.Mean)], new()) is { } change
            ? new(variant, kind, minutes[change.At].At, change.Before, change.After)
            : null;
}
