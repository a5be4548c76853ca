using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts;

/// <summary>
/// One execution of a plan against an inference endpoint. <see cref="Apply"/> is the only way it changes.
/// Not thread-safe; one operation loads, changes and saves it.
/// </summary>
public sealed partial class Rollout
{
    private Rollout()
    {
    }

    /// <summary>Assigned at the start, never reused.</summary>
    public string Id { get; private init; } = null!;

    /// <summary>Name of the endpoint.</summary>
    public string Endpoint { get; private init; } = null!;

    /// <summary>The endpoint's pool.</summary>
    public string Pool { get; private init; } = null!;

    /// <summary>The endpoint's model.</summary>
    public string Model { get; private init; } = null!;

    /// <summary>The recipe.</summary>
    public RolloutStrategy Strategy { get; private init; }

    /// <summary>What it does; only an experiment's plan may change, which begins its test anew, and the version that a bandit's switch leads to.</summary>
    public RolloutPlan Plan { get; private set; } = null!;

    /// <summary>The version to go back to; never changes.</summary>
    public int StableVersion { get; private init; }

    /// <summary>The stable version before that, which is restored on the way back; null when there was none.</summary>
    public int? PreviousStableVersion { get; private init; }

    /// <summary>Salt of the sticky hash while it runs.</summary>
    public string Salt { get; private init; } = null!;

    /// <summary>Why it was started; empty when nothing was said.</summary>
    public string Reason { get; private init; } = null!;

    /// <summary>Who started it.</summary>
    public string StartedBy { get; private init; } = null!;

    /// <summary>Where it is in its life.</summary>
    public RolloutPhase Phase { get; private set; }

    /// <summary>Index of the present step; −1 before the first.</summary>
    public int Step { get; private set; } = -1;

    /// <summary>Why it is where it is, in one sentence.</summary>
    public string Sentence { get; private set; } = null!;

    /// <summary>What holds it; empty unless it is paused.</summary>
    public IReadOnlyList<PauseReason> Pauses { get; private set; } = [];

    /// <summary>Executions of steps, in order.</summary>
    public IReadOnlyList<StepRun> Runs { get; private set; } = [];

    /// <summary>Weights set within the present step, by hand or by a bandit; null means the plan's.</summary>
    public IReadOnlyList<VariantShare>? Weights { get; private set; }

    /// <summary>The route revision that carries the present traffic; evidence is read for it alone.</summary>
    public long StratumRevision { get; private set; }

    /// <summary>When all required agents had that revision; null while they have not.</summary>
    public DateTimeOffset? StratumSince { get; private set; }

    /// <summary>Trips under lower route revisions are over and done with.</summary>
    public long TripsFrom { get; private set; }

    /// <summary>The analysis that watches throughout; null before the first stratum with traffic on a challenger.</summary>
    public AnalysisRun? Watch { get; private set; }

    /// <summary>The analysis of the present gate; null when the step is none.</summary>
    public AnalysisRun? Gate { get; private set; }

    /// <summary>What the champion did before it was replaced.</summary>
    public VariantEvidence Baseline { get; private set; } = VariantEvidence.None;

    /// <summary>When drift last held it; an alarm that began before does not hold it again. Null when it never did.</summary>
    public DateTimeOffset? HeldForDriftAt { get; private set; }

    /// <summary>How fast the way back was.</summary>
    public RolloutTimings Timings { get; private set; } = new();

    /// <summary>True when a person ended it, so that it settles as aborted.</summary>
    public bool IsAborted { get; private set; }

    /// <summary>Measured length of the deliberate gap in service, from its table to the first confirmation after it; null when there was none.</summary>
    public TimeSpan? Gap { get; private set; }

    /// <summary>When it was accepted.</summary>
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>When its first step began; null while it waits for its turn.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>When it ended; null while it is active.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Rises by one with every saved change, from 1.</summary>
    public long ConcurrencyVersion { get; private set; }

    /// <summary>Whether it is over.</summary>
    public bool IsTerminal => RolloutTransitions.IsTerminal(Phase);

    /// <summary>The present step; null before the first.</summary>
    public RolloutStep? CurrentStep => Step < 0 ? null : Plan.Steps[Step];

    /// <summary>The present step's execution; null before the first.</summary>
    public StepRun? Run => Runs.Count == 0 ? null : Runs[^1];

    /// <summary>Since when it stands still; null when it moves.</summary>
    public DateTimeOffset? PausedSince => Pauses.Count == 0 ? null : Pauses.Min(p => p.Since);

    /// <summary>Whether a person took the challengers' traffic away for a while.</summary>
    public bool IsKilled => Pauses.Any(p => p.Code == PauseCode.KillSwitch);

    /// <summary>A rollout that waits for its turn.</summary>
    public static Rollout Accept(RolloutOrder order, Actor actor, DateTimeOffset now) => new()
    {
        Id = order.Id,
        Endpoint = order.Endpoint,
        Pool = order.Pool,
        Model = order.Model,
        Strategy = order.Plan.Strategy,
        Plan = order.Plan,
        StableVersion = order.StableVersion,
        PreviousStableVersion = order.PreviousStableVersion,
        Salt = order.Salt,
        Reason = order.Reason,
        StartedBy = actor.Name,
        Phase = RolloutPhase.Pending,
        Sentence = "Waits for its turn at the endpoint.",
        Baseline = order.Baseline,
        CreatedAt = now,
        ChangedAt = now,
        ConcurrencyVersion = 1,
    };

    /// <summary>Null when the rollout is still what a caller read; otherwise <see cref="RolloutRefusals.ChangedMeanwhile"/>.</summary>
    /// <param name="expected">The concurrency version that was read; null accepts any.</param>
    public Refusal? CheckUnchanged(long? expected) =>
        expected is null || expected == ConcurrencyVersion
            ? null
            : new Refusal(RolloutRefusals.ChangedMeanwhile, $"The rollout is at version {ConcurrencyVersion}, the command was made for version {expected}; look again.");
}
