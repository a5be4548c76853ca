using System.Text.Json.Serialization;

namespace ControlPlane.Domain.Rollouts.Steps;

/// <summary>The new stable version is watched; harm takes it back. Immutable.</summary>
/// <param name="Duration">How long.</param>
public sealed record BakeStep(TimeSpan Duration) : RolloutStep
{
    /// <inheritdoc />
    [JsonIgnore]
    public override string Title => $"Bake {InWords(Duration)}";

    /// <inheritdoc />
    [JsonIgnore]
    public override RolloutTrigger Trigger => RolloutTrigger.Bake;

    /// <inheritdoc />
    [JsonIgnore]
    public override TimeSpan MinimumTime => Duration;
}
