using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Bandits;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Web.Components;
using ControlPlane.Web.Features.Rollouts;

namespace ControlPlane.Web.Features.Bandits;

/// <summary>A bandit in sentences. Pure.</summary>
public static class BanditText
{
    /// <summary>The policy with its limits.</summary>
    public static string Rule(BanditStep step)
    {
        var discount = step.HalfLife is { } half
            ? $"; a reward counts half after {Wording.Time(half)}, {Wording.Percent(RewardDiscount.KeptPer(step.Interval, half))} of it is left after each {Wording.Time(step.Interval)}"
            : "; every reward counts the same, which takes it that no arm gets better or worse with time";
        return $"{PolicyWord(step.Policy)} by {MetricLabel.Of(step.Metric).ToLowerInvariant()} every {Wording.Time(step.Interval)}: every arm keeps at least {TrafficWeight.ToPercent(step.Floor)}, "
            + $"the stable version {TrafficWeight.ToPercent(Math.Max(step.Floor, step.ChampionFloor))}, and none moves more than {TrafficWeight.ToPercent(step.MaximumMove)} at once{discount}.";
    }

    /// <summary>Who leads, how surely, in one sentence.</summary>
    public static string Standing(BanditScreen screen)
    {
        if (screen.Report.Arms.All(a => a.Units == 0))
            return $"No reward counts yet: an answer waits {Wording.Time(screen.Step.AttributionWindow)} for its reward.";
        var leader = screen.Report.Arms.Where(a => a.BestChance is not null).MaxBy(a => a.BestChance)!;
        return $"v{leader.Version} is the best arm with probability {Wording.Percent(leader.BestChance!.Value)}; {Wording.Percent(screen.Step.EndProbability)} ends it.";
    }

    /// <summary>What learning has cost.</summary>
    public static string Regret(BanditScreen screen) => screen.Report is { Regret: { } lost, EvenRegret: { } even }
        ? $"Learning has cost an estimated {Amount(screen.Step, lost)} so far on {Wording.Count(screen.Report.Arms.Sum(a => a.Units), "reward")}; an even split over the same answers would have cost {Amount(screen.Step, even)}."
        : "What learning costs is not estimable before every arm has a reward.";

    /// <summary>What still waits for its reward.</summary>
    public static string Pending(BanditScreen screen) => screen.Report.OpenAnswers == 0
        ? $"No answer is younger than the attribution window of {Wording.Time(screen.Step.AttributionWindow)}."
        : $"{Wording.Count(screen.Report.OpenAnswers, "answer")} {(screen.Report.OpenAnswers == 1 ? "is" : "are")} younger than the attribution window of {Wording.Time(screen.Step.AttributionWindow)} and {(screen.Report.OpenAnswers == 1 ? "counts" : "count")} for no arm yet; {Wording.Count(screen.Report.OpenRewards)} of them {(screen.Report.OpenRewards == 1 ? "has its reward" : "have their reward")} already.";

    /// <summary>How many rewards come too late.</summary>
    public static string Late(BanditScreen screen) => screen.Report.LateShare switch
    {
        null => "No reward has come for an answer whose window is over, so how late rewards are is not known.",
        { } late when screen.Report.IsWindowTooShort => $"{Wording.Percent(late)} of rewards came after the attribution window: until they come, their answers look unrewarded, and the arm with slow rewards looks worse than it is. Start the next bandit with a longer window.",
        { } late => $"{Wording.Percent(late)} of rewards came after the attribution window; up to 5 % does no harm.",
    };

    /// <summary>What an arm is doing.</summary>
    public static string State(ArmReport arm, BanditScreen screen) => arm switch
    {
        { Removed: { } removed } => $"Taken out: {removed.Reason}",
        _ when arm.Units < screen.Step.MinimumRewards => $"{Wording.Count(screen.Step.MinimumRewards - arm.Units)} of {Wording.Count(screen.Step.MinimumRewards)} rewards missing until the first move",
        _ when screen.Report.Freeze is not null => "Frozen",
        _ when screen.Step.HalfLife is not null => $"Takes part; its rewards count as {Wording.Count((long)Math.Round(arm.Worth))}",
        _ => "Takes part",
    };

    /// <summary>A mean reward with its unit.</summary>
    public static string Mean(BanditStep step, double? mean) => mean is { } known && double.IsFinite(known) ? MetricReader.InWords(step.Metric, known) : Wording.Unknown;

    private static string Amount(BanditStep step, double rewards) => step.Metric == MetricName.Accuracy
        ? $"{Wording.Count((long)Math.Round(rewards))} right answers"
        : FormattableString.Invariant($"{rewards:#,0.#} of reward");

    private static string PolicyWord(BanditPolicy policy) => policy switch
    {
        BanditPolicy.Thompson => "Thompson sampling",
        BanditPolicy.EpsilonGreedy => "ε-greedy",
        BanditPolicy.Ucb1 => "UCB1",
        _ => throw new InvalidOperationException($"{policy} has no word."),
    };
}
