using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Endpoints;

namespace ControlPlane.Domain.Rollouts;

/// <summary>What should happen to a rollout now, why, and by which numbers. Immutable; only <see cref="Rollout.Apply"/> carries it out.</summary>
public sealed record RolloutDecision
{
    /// <summary>What moves the phase; null when nothing moves.</summary>
    public RolloutTrigger? Trigger { get; init; }

    /// <summary>The step that begins; null when the trigger begins none.</summary>
    public int? Step { get; init; }

    /// <summary>How the present step ends; null while it goes on.</summary>
    public StepOutcome? Outcome { get; init; }

    /// <summary>Why, in one sentence with numbers. Never empty.</summary>
    public required string Sentence { get; init; }

    /// <summary>The numbers it rests on, by name.</summary>
    public IReadOnlyDictionary<string, double> Numbers { get; init; } = new Dictionary<string, double>();

    /// <summary>What holds the rollout from now on; null unless <see cref="Trigger"/> is pause.</summary>
    public PauseCode? Pause { get; init; }

    /// <summary>True when the present step's agents have all confirmed it for the first time.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>The analysis after new measurements; null when none was taken.</summary>
    public AnalysisRun? Watch { get; init; }

    /// <summary>The present gate's analysis after new measurements; null when none was taken.</summary>
    public AnalysisRun? Gate { get; init; }

    /// <summary>What the champion did, to judge the new version by once it is alone; null when it stays as it was.</summary>
    public VariantEvidence? Baseline { get; init; }

    /// <summary>New weights within the present step; null when they stay.</summary>
    public IReadOnlyList<VariantShare>? Weights { get; init; }

    /// <summary>The plan with another experiment at the present step, whose test begins anew; null when it stays.</summary>
    public RolloutPlan? Plan { get; init; }

    /// <summary>What the bandit remembers from now on; null when it stays.</summary>
    public BanditState? Bandit { get; init; }

    /// <summary>What the present gate by webhook has heard from now on; null when it heard nothing new.</summary>
    public HookState? Hook { get; init; }

    /// <summary>The version that the switch ahead leads to from now on; null when the plan's stays.</summary>
    public int? Target { get; init; }

    /// <summary>When the harm began and was found; null unless it is a rollback.</summary>
    public RolloutTimings? Timings { get; init; }

    /// <summary>Whether anything has to be saved.</summary>
    public bool HasEffect => Trigger is not null || IsConfirmed || Watch is not null || Gate is not null || Weights is not null || Timings is not null || Plan is not null || Bandit is not null || Target is not null || Hook is not null;

    /// <summary>Whether people see it in the history.</summary>
    public bool IsEvent => Trigger is not null || Weights is not null || Plan is not null || Bandit is not null || Target is not null || Hook is not null;

    /// <summary>Nothing to do, and why.</summary>
    public static RolloutDecision Wait(string sentence) => new() { Sentence = sentence };

    /// <summary>Stop and ask a person.</summary>
    public static RolloutDecision PauseFor(PauseCode code, string sentence) => new() { Trigger = RolloutTrigger.Pause, Pause = code, Sentence = sentence };

    /// <summary>Take the version back.</summary>
    public static RolloutDecision RollBack(string sentence, DateTimeOffset detectedAt, DateTimeOffset? harmedAt = null) => new()
    {
        Trigger = RolloutTrigger.RollBack,
        Outcome = StepOutcome.Stopped,
        Sentence = sentence,
        Timings = new RolloutTimings(harmedAt, detectedAt),
    };
}
