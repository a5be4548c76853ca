using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Analysis.Templates.Sources;
using ControlPlane.Domain.Naming;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts.Recipes;

/// <summary>Puts gates by webhook into a plan, whatever recipe made it. Pure.</summary>
internal static class PlannedHooks
{
    private const int MaximumHooks = 10;
    private const int MaximumRefusals = 1_000;
    private static readonly TimeSpan LeastInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromHours(1);

    /// <summary>What is wrong with gates by themselves.</summary>
    public static void Check(string path, IReadOnlyList<WebhookStep> hooks, Problems problems)
    {
        if (hooks.Count > MaximumHooks)
            problems.Add($"{path}hooks", $"are {hooks.Count}", $"give at most {MaximumHooks}");
        foreach (var (index, hook) in hooks.Index())
        {
            SourceRule.CheckQuestion($"{path}hooks[{index}]", hook.Source, problems);
            if (hook.Interval < LeastInterval || hook.Interval > LongestInterval)
                problems.Add($"{path}hooks[{index}].interval", $"is {hook.Interval.TotalSeconds:0.###} s", "use 1 s to 1 h");
            if (hook.Refusals is < 1 or > MaximumRefusals)
                problems.Add($"{path}hooks[{index}].refusals", $"is {hook.Refusals}", $"use 1 to {MaximumRefusals}");
        }
    }

    /// <summary>The plan with its gates.</summary>
    /// <returns>Refusal: <see cref="RolloutRefusals.Invalid"/> where the plan has no such moment.</returns>
    public static Outcome<RolloutPlan> Insert(RolloutPlan plan, IReadOnlyList<WebhookStep> hooks)
    {
        var steps = plan.Steps.ToList();
        foreach (var (index, hook) in hooks.Index().Reverse())
        {
            if (PlaceOf(hook.Moment, steps) is not { } place)
                return Refusal.OfField(RolloutRefusals.Invalid, $"hooks[{index}].moment", "is a promotion, which this plan has none of", "use before-traffic, or a strategy that promotes");
            steps.Insert(place, hook);
        }

        return plan with { Steps = steps };
    }

    // Where several stand at one moment, the last is put in first, so that they are asked in the order they were given.
    private static int? PlaceOf(HookMoment moment, IReadOnlyList<RolloutStep> steps) => moment switch
    {
        HookMoment.BeforeTraffic => steps.TakeWhile(s => s is PrepareStep).Count(),
        HookMoment.BeforePromotion => First(steps, s => s is WebhookStep { Moment: HookMoment.BeforePromotion } or SwitchStep { Agents: null }),
        HookMoment.AfterPromotion => First(steps, s => s is BakeStep) + 1,
        var other => throw new InvalidOperationException($"No place is defined for {other}."),
    };

    private static int? First(IReadOnlyList<RolloutStep> steps, Func<RolloutStep, bool> isSought)
    {
        var found = steps.Index().FirstOrDefault(s => isSought(s.Item));
        return found.Item is null ? null : found.Index;
    }
}
