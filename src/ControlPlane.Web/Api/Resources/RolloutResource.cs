using ControlPlane.Domain.Analysis.Templates.Judged;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts;

namespace ControlPlane.Web.Api.Resources;

/// <summary>A rollout as the API tells it. Immutable.</summary>
internal sealed record RolloutResource
{
    public required string Id { get; init; }

    public required string Endpoint { get; init; }

    public required string Model { get; init; }

    public required RolloutStrategy Strategy { get; init; }

    public required RolloutPhase Phase { get; init; }

    /// <summary>Why it is where it is, in one sentence with numbers.</summary>
    public required string Reason { get; init; }

    /// <summary>Why it was started.</summary>
    public required string StartReason { get; init; }

    public required string StartedBy { get; init; }

    public required IReadOnlyList<int> Versions { get; init; }

    public required int StableVersion { get; init; }

    /// <summary>Index of the present step; −1 before the first.</summary>
    public required int Step { get; init; }

    public required IReadOnlyList<RolloutStepResource> Steps { get; init; }

    public required IReadOnlyList<PauseReason> Pauses { get; init; }

    /// <summary>Weights set by hand or by a bandit; null where the plan's hold.</summary>
    public required IReadOnlyList<VariantShare>? Weights { get; init; }

    /// <summary>Newest measurement of each check.</summary>
    public required IReadOnlyList<CheckResource> Checks { get; init; }

    /// <summary>What the canary judge says of each challenger; empty where each check has its own verdict.</summary>
    public required IReadOnlyList<JudgeVerdict> Verdicts { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    public required RolloutTimings Timings { get; init; }

    /// <summary>Measured length of a deliberate gap in service, seconds; null where there was none.</summary>
    public required double? GapSeconds { get; init; }

    /// <summary>How callers of the endpoint fare now, apart from what becomes of the rollout; null in lists, and once the endpoint is deleted.</summary>
    public ServiceResource? Service { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset? StartedAt { get; init; }

    public required DateTimeOffset? EndedAt { get; init; }

    public required long ConcurrencyVersion { get; init; }

    public static RolloutResource Of(Rollout rollout, DateTimeOffset now) => new()
    {
        Id = rollout.Id,
        Endpoint = rollout.Endpoint,
        Model = rollout.Model,
        Strategy = rollout.Strategy,
        Phase = rollout.Phase,
        Reason = rollout.Sentence,
        StartReason = rollout.Reason,
        StartedBy = rollout.StartedBy,
        Versions = rollout.Plan.Challengers(rollout.StableVersion),
        StableVersion = rollout.StableVersion,
        Step = rollout.Step,
        Steps = [.. rollout.Plan.Steps.Select((_, index) => RolloutStepResource.Of(rollout, index, now))],
        Pauses = rollout.Pauses,
        Weights = rollout.Weights,
        Checks = [.. (rollout.Watch?.Checks ?? []).Concat(rollout.Gate?.Checks ?? []).Select(CheckResource.Of)],
        Verdicts = [.. rollout.Gate?.Verdicts is { Count: > 0 } gate ? gate : rollout.Watch?.Verdicts ?? []],
        Warnings = rollout.Plan.Warnings,
        Timings = rollout.Timings,
        GapSeconds = rollout.Gap?.TotalSeconds,
        CreatedAt = rollout.CreatedAt,
        StartedAt = rollout.StartedAt,
        EndedAt = rollout.EndedAt,
        ConcurrencyVersion = rollout.ConcurrencyVersion,
    };
}
