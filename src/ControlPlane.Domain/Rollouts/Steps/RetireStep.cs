using System.Text.Json.Serialization;

namespace ControlPlane.Domain.Rollouts.Steps;

/// <summary>The replaced version stays ready for a time, so that going back is a swap of tables; then agents let it go. Immutable.</summary>
/// <param name="KeepWarm">How long it stays ready; the rollout does not wait for it.</param>
public sealed record RetireStep(TimeSpan KeepWarm) : RolloutStep
{
    /// <inheritdoc />
    [JsonIgnore]
    public override string Title => $"Keep the previous version warm for {InWords(KeepWarm)}";

    /// <inheritdoc />
    [JsonIgnore]
    public override RolloutTrigger Trigger => RolloutTrigger.Bake;
}
