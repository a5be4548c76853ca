using System.Text.Json.Serialization;

namespace ControlPlane.Domain.Rollouts.Steps;

/// <summary>Traffic stands still for a time, or until a person says go. Immutable.</summary>
/// <param name="Duration">How long; null means until a person promotes.</param>
/// <param name="Gate">What the person decides, in words; null where no person is asked.</param>
/// <param name="NeedsApproval">Whether it must be another person than the one who started the rollout.</param>
public sealed record HoldStep(TimeSpan? Duration, string? Gate = null, bool NeedsApproval = false) : RolloutStep
{
    /// <inheritdoc />
    [JsonIgnore]
    public override string Title => Duration is { } time ? $"Hold {InWords(time)}" : $"Wait for {(NeedsApproval ? "approval by another person" : "a person")}{(Gate is null ? "" : $": {Gate}")}";

    /// <inheritdoc />
    [JsonIgnore]
    public override TimeSpan MinimumTime => Duration ?? TimeSpan.Zero;

    /// <inheritdoc />
    [JsonIgnore]
    public override bool NeedsPerson => Duration is null;
}
