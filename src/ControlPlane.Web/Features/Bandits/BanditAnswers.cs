using ControlPlane.Domain.Analysis.Comparisons;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Experiments;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Components;
using ControlPlane.Web.Features.Evidence;

namespace ControlPlane.Web.Features.Bandits;

/// <summary>The five answers of a bandit: its best arm against the stable version, or the stable version against the next best arm. Stateless.</summary>
public static class BanditAnswers
{
    private const string NotKnown = "Not known yet.";

    /// <summary>The answers.</summary>
    /// <param name="screen">What is known of it.</param>
    /// <param name="forWhom">See <see cref="ForWhom"/>.</param>
    public static IReadOnlyList<EvidenceAnswer> Of(BanditScreen screen, string forWhom)
    {
        var units = screen.Report.Arms.Sum(a => a.Units);
        var since = screen.From is { } from ? $"{Wording.Time(screen.To - from)} of moving weights, {Wording.Count(units, "reward")} counted." : "No weight has moved yet.";
        if (units == 0)
            return EvidenceAnswer.All($"Not known yet. {BanditText.Standing(screen)}", NotKnown, NotKnown, forWhom, since);

        var (shown, against) = (Shown(screen), Against(screen));
        return EvidenceAnswer.All(IsBetter(screen, Leader(screen)), HowMuch(screen, shown, against), HowSure(screen, shown, against), forWhom, since);
    }

    /// <summary>The challenger that is most probably the best.</summary>
    public static ArmReport Shown(BanditScreen screen) => screen.Report.Arms.Skip(1).MaxBy(a => a.BestChance ?? -1)!;

    /// <summary>The stable version.</summary>
    public static ArmReport Against(BanditScreen screen) => screen.Report.Arms[0];

    /// <summary>For whom one arm is more often right; rewards are counted by segment without their spread, so they say nothing of that.</summary>
    public static string ForWhom(BanditScreen screen, VariantEvidence shown, VariantEvidence against)
    {
        if (shown.Labelled == 0 && (shown.Segments.Count > 0 || against.Segments.Count > 0))
            return "Not estimable: rewards are counted by segment without their spread, and no label has come back.";
        var effects = ExploratoryEffects.BySegment(new ComparedMetric { Metric = MetricName.Accuracy, Margin = 0 }, shown, against);
        return ForWhomText.Of(MetricName.Accuracy, effects);
    }

    private static ArmReport Leader(BanditScreen screen) => screen.Report.Arms.MaxBy(a => a.BestChance ?? -1)!;

    private static string IsBetter(BanditScreen screen, ArmReport leader)
    {
        var isStable = leader == Against(screen);
        var isSure = leader.BestChance >= screen.Step.EndProbability;
        var word = (isStable, isSure) switch
        {
            (true, true) => "No.",
            (true, false) => "It does not look so.",
            (false, true) => "Yes.",
            (false, false) => "It looks so.",
        };
        return $"{word} {BanditText.Standing(screen)}";
    }

    private static string HowMuch(BanditScreen screen, ArmReport shown, ArmReport against)
    {
        if (shown.Fair is not { } one || against.Fair is not { } other)
            return $"Not estimable before v{shown.Version} and v{against.Version} each have a reward.";
        var gain = one.Mean - other.Mean;
        return $"v{shown.Version} earns {BanditText.Mean(screen.Step, one.Mean)} and v{against.Version} {BanditText.Mean(screen.Step, other.Mean)} per answer: {BanditText.Mean(screen.Step, Math.Abs(gain))} {(gain >= 0 ? "more" : "less")}, with each period weighted by its traffic.";
    }

    private static string HowSure(BanditScreen screen, ArmReport shown, ArmReport against) =>
        $"v{shown.Version} is the best arm with probability {Wording.Percent(shown.BestChance ?? 0)}, v{against.Version} with {Wording.Percent(against.BestChance ?? 0)}; with 95 % probability their means lie in {Range(screen, shown)} and {Range(screen, against)}.";

    private static string Range(BanditScreen screen, ArmReport arm) => arm.Credible.IsEstimable
        ? $"{BanditText.Mean(screen.Step, arm.Credible.Lower)} to {BanditText.Mean(screen.Step, arm.Credible.Upper)}"
        : "no interval yet";
}
