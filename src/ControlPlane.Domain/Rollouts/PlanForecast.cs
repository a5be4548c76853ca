using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts;

/// <summary>What is known of a plan before it starts: how long at least, who sees the new version meanwhile, how fast the way back is. Immutable.</summary>
public sealed record PlanForecast
{
    /// <summary>Least time of the whole plan without persons and without waiting for agents.</summary>
    public required TimeSpan MinimumTime { get; init; }

    /// <summary>How many times a person is asked.</summary>
    public required int Gates { get; init; }

    /// <summary>Largest share of callers on a version that is not proven, basis points.</summary>
    public required int LargestShare { get; init; }

    /// <summary>Whether rules name callers by what they send; how many these are, nobody knows before.</summary>
    public required bool NamesCallers { get; init; }

    /// <summary>Time within which an agent's own guard finds a disaster once it has its minimum of requests; null without guards.</summary>
    public TimeSpan? GuardTime { get; init; }

    /// <summary>Time within which analysis takes a bad version back at the earliest and with every measurement failing; null without analysis.</summary>
    public TimeSpan? AnalysisTime { get; init; }

    /// <summary>Whether nobody answers at some step.</summary>
    public required bool HasGap { get; init; }

    /// <summary>Whether both versions are held at once.</summary>
    public required bool NeedsTwice { get; init; }

    /// <summary>The forecast of a plan.</summary>
    public static PlanForecast Of(RolloutPlan plan, int stableVersion, int agents) => new()
    {
        MinimumTime = plan.Steps.Aggregate(TimeSpan.Zero, (sum, s) => sum + s.MinimumTime),
        Gates = plan.Steps.Count(s => s.NeedsPerson),
        LargestShare = Enumerable.Range(0, plan.Steps.Count).Select(i => ShareAt(plan, stableVersion, i, agents)).DefaultIfEmpty(0).Max(),
        NamesCallers = plan.Steps.OfType<RulesStep>().SelectMany(s => s.Rules).Any(r => r.Conditions.Count > 0 && r.Share > 0),
        GuardTime = plan.Guards is null ? null : TimeSpan.FromMilliseconds(250),
        AnalysisTime = plan.Watch?.Checks.Where(c => !c.IsDryRun).Select(c => (TimeSpan?)(c.InitialDelay + (c.Interval * c.FailureLimit))).Min(),
        HasGap = plan.Steps.Any(s => s is TearDownStep { Agents: null }),
        NeedsTwice = !plan.Steps.Any(s => s is TearDownStep { Agents: null }),
    };

    /// <summary>Share of callers on versions other than the stable one at a step, basis points; a rule counts when it is for everybody.</summary>
    public static int ShareAt(RolloutPlan plan, int stableVersion, int step, int agents)
    {
        var traffic = RolloutTraffic.At(plan, stableVersion, step);
        if (traffic.StableVersion != stableVersion)
            return 0;
        var split = traffic.Shares.Where(s => s.Version != stableVersion).Sum(s => s.Weight);
        var switched = agents == 0 ? 0 : TrafficWeight.Whole * traffic.SwitchedAgents.Count / agents;
        var ruled = traffic.Rules.Where(r => r.Conditions.Count == 0).Select(r => r.Share).DefaultIfEmpty(0).Max();
        return Math.Min(TrafficWeight.Whole, Math.Max(Math.Max(split, ruled), switched));
    }
}
