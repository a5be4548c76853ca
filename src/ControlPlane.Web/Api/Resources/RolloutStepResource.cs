using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Web.Api.Resources;

/// <summary>One step of a rollout. Immutable.</summary>
internal sealed record RolloutStepResource
{
    public required int Index { get; init; }

    public required string Kind { get; init; }

    public required string Title { get; init; }

    /// <summary><c>next</c>, <c>now</c>, <c>done</c>, <c>skipped</c> or <c>stopped</c>.</summary>
    public required string State { get; init; }

    /// <summary>Least time it takes.</summary>
    public required double MinimumSeconds { get; init; }

    /// <summary>Least time left; null unless it is the present one and waits for a time.</summary>
    public required double? RemainingSeconds { get; init; }

    public required DateTimeOffset? BeganAt { get; init; }

    public required DateTimeOffset? ConfirmedAt { get; init; }

    public required DateTimeOffset? EndedAt { get; init; }

    public required string? Sentence { get; init; }

    public static RolloutStepResource Of(Rollout rollout, int index, DateTimeOffset now)
    {
        var step = rollout.Plan.Steps[index];
        var run = rollout.Runs.LastOrDefault(r => r.Step == index);
        return new RolloutStepResource
        {
            Index = index,
            Kind = KindOf(step),
            Title = step.Title,
            State = run?.Outcome switch
            {
                { } outcome => outcome.ToString().ToLowerInvariant(),
                null => run is null ? "next" : rollout.IsTerminal ? "stopped" : "now",
            },
            MinimumSeconds = step.MinimumTime.TotalSeconds,
            RemainingSeconds = run is { EndedAt: null } && step.MinimumTime > TimeSpan.Zero && !rollout.IsTerminal
                ? Math.Max(0, (step.MinimumTime - run.Elapsed(now, rollout.PausedSince)).TotalSeconds)
                : null,
            BeganAt = run?.BeganAt,
            ConfirmedAt = run?.ConfirmedAt,
            EndedAt = run?.EndedAt,
            Sentence = run?.Sentence,
        };
    }

    public static string KindOf(RolloutStep step) => step switch
    {
        PrepareStep => "prepare",
        TearDownStep => "tear-down",
        SplitStep => "split",
        RulesStep => "rules",
        MirrorStep => "mirror",
        HoldStep => "hold",
        AnalyseStep => "analyse",
        ExperimentStep => "experiment",
        BanditStep => "bandit",
        SwitchStep => "switch",
        BakeStep => "bake",
        RetireStep => "retire",
        WebhookStep => "webhook",
        _ => throw new InvalidOperationException($"No name is defined for {step}."),
    };
}
