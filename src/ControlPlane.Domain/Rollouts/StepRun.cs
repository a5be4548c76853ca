using ControlPlane.Domain.Analysis.Comparisons;

namespace ControlPlane.Domain.Rollouts;

/// <summary>One execution of a step. Immutable; progress is a new run.</summary>
public sealed record StepRun
{
    /// <summary>Index of the step in the plan.</summary>
    public required int Step { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset BeganAt { get; init; }

    /// <summary>When every required agent had confirmed it; its clock starts here; null while they have not.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>Since when agents are waited for, where that is not its beginning: its routing changed, or a person let it go on; the progress deadline counts from here. Null means <see cref="BeganAt"/>.</summary>
    public DateTimeOffset? WaitsSince { get; init; }

    /// <summary>When it ended; null while it is the present one.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How it ended; null while it is the present one.</summary>
    public StepOutcome? Outcome { get; init; }

    /// <summary>Why it ended, for people; null while it is the present one.</summary>
    public string? Sentence { get; init; }

    /// <summary>Time spent in pauses so far.</summary>
    public TimeSpan Paused { get; init; }

    /// <summary>Evidence of harm that its strata left, as natural logarithms by <see cref="Analysis.Comparisons.ComparisonInput.KeyOf"/>; later strata multiply with it.</summary>
    public IReadOnlyDictionary<string, double> Harm { get; init; } = new Dictionary<string, double>();

    /// <summary>What an experiment was decided by, kept because the next step compares anew; null of other steps and while it runs.</summary>
    public Comparison? Concluded { get; init; }

    /// <summary>What a bandit remembers beside its weights; null where nothing happened, or at other steps.</summary>
    public BanditState? Bandit { get; init; }

    /// <summary>What a gate by webhook has heard; null before its first answer, and at other steps.</summary>
    public HookState? Hook { get; init; }

    /// <summary>How long agents have been waited for.</summary>
    public TimeSpan Waited(DateTimeOffset now) => now - (WaitsSince ?? BeganAt);

    /// <summary>How long its clock has run without pauses; zero before it was confirmed.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="pausedSince">Since when the rollout stands still; null when it moves.</param>
    public TimeSpan Elapsed(DateTimeOffset now, DateTimeOffset? pausedSince)
    {
        if (ConfirmedAt is not { } confirmed)
            return TimeSpan.Zero;
        var end = EndedAt ?? pausedSince ?? now;
        var elapsed = end - confirmed - Paused;
        return elapsed < TimeSpan.Zero ? TimeSpan.Zero : elapsed;
    }
}
