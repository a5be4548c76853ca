namespace ControlPlane.Domain.Rollouts;

/// <summary>What a new rollout starts from: the compiled plan and what was true at that moment. Immutable.</summary>
public sealed record RolloutOrder
{
    /// <summary>Id of the new rollout, from the id source.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the endpoint.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The endpoint's pool.</summary>
    public required string Pool { get; init; }

    /// <summary>The endpoint's model.</summary>
    public required string Model { get; init; }

    /// <summary>The version to go back to.</summary>
    public required int StableVersion { get; init; }

    /// <summary>The stable version before it; null when there was none.</summary>
    public int? PreviousStableVersion { get; init; }

    /// <summary>Salt of the sticky hash while it runs, from the id source, so that not always the same callers are first.</summary>
    public required string Salt { get; init; }

    /// <summary>What it will do.</summary>
    public required RolloutPlan Plan { get; init; }

    /// <summary>Why, in the starter's words; empty when nothing was said.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What the champion did before the start.</summary>
    public Analysis.Templates.VariantEvidence Baseline { get; init; } = Analysis.Templates.VariantEvidence.None;
}
