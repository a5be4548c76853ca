using ControlPlane.Domain.Bandits;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts;

/// <summary>What a bandit has learned, what learning cost, and what still waits. Immutable.</summary>
public sealed record BanditReport
{
    /// <summary>Mass of the credible intervals and confidence of the fair ones.</summary>
    public const double Confidence = 0.95;

    /// <summary>Every arm, the stable version first.</summary>
    public required IReadOnlyList<ArmReport> Arms { get; init; }

    /// <summary>Who holds the weights; null while they follow rewards.</summary>
    public required BanditFreeze? Freeze { get; init; }

    /// <summary>Estimate of the rewards that were lost because not every answer came from the arm that looks best now; null before every arm has a fair mean.</summary>
    public required double? Regret { get; init; }

    /// <summary>What an even split over the same answers would have lost; null with <see cref="Regret"/>.</summary>
    public required double? EvenRegret { get; init; }

    /// <summary>Share of rewards that came after the attribution window; null without rewards.</summary>
    public required double? LateShare { get; init; }

    /// <summary>Answers that are younger than the attribution window and so count for nobody yet.</summary>
    public required long OpenAnswers { get; init; }

    /// <summary>Of these, the ones whose reward is here already.</summary>
    public required long OpenRewards { get; init; }

    /// <summary>Whether so many rewards come late that the attribution window is too short.</summary>
    public bool IsWindowTooShort => LateShare > BanditRule.MostLate;

    /// <summary>The report of a bandit.</summary>
    /// <param name="step">Its step.</param>
    /// <param name="stable">The stable version.</param>
    /// <param name="state">What it remembers.</param>
    /// <param name="closed">Answers whose window is over, since the step began, in whatever slices; revisions must not be mixed in one.</param>
    /// <param name="recent">The same in slices as fine as the discount needs; <paramref name="closed"/>'s where nothing is discounted.</param>
    /// <param name="open">Answers whose window is not over.</param>
    /// <param name="now">The moment.</param>
    public static BanditReport Of(
        BanditStep step, int stable, BanditState state, RewardHistory closed, IReadOnlyList<RewardSlice> recent, IReadOnlyList<RewardSlice> open, DateTimeOffset now)
    {
        IReadOnlyList<int> versions = [stable, .. step.Versions.Order()];
        var beliefs = BanditArm.Of(step, versions, recent, now);
        var posteriors = ArmPosterior.Of([.. beliefs.Select(b => b.Rewards)]);
        var chances = ChancesOf(versions, beliefs, state);
        var counted = BanditArm.Of(step with { HalfLife = null }, versions, closed.Slices, now);
        var fair = FairOf(step, versions, closed.Slices);
        var requests = closed.Slices.ToLookup(s => s.Version, s => s.Requests);
        IReadOnlyList<ArmReport> arms =
        [
            .. versions.Select((version, index) => new ArmReport
            {
                Version = version,
                Requests = requests[version].Sum(),
                Units = counted[index].Units,
                Worth = beliefs[index].Rewards.Count,
                PlainMean = counted[index].Units > 0 ? counted[index].Counted.Mean : null,
                Fair = fair[index],
                Posterior = posteriors[index].Mean,
                Credible = posteriors[index].Interval(Confidence),
                BestChance = chances.TryGetValue(version, out var chance) ? chance : null,
                Removed = state.Removed.FirstOrDefault(r => r.Version == version),
            }),
        ];
        var (regret, even) = RegretOf(arms);
        return new BanditReport
        {
            Arms = arms,
            Freeze = state.Freeze,
            Regret = regret,
            EvenRegret = even,
            LateShare = closed.Delays.ShareLaterThan(step.AttributionWindow),
            OpenAnswers = open.Where(s => versions.Contains(s.Version)).Sum(s => s.Requests),
            OpenRewards = (long)open.Where(s => versions.Contains(s.Version)).Sum(s => BanditArm.SumsOf(step with { Missing = MissingReward.Unknown }, s).Count),
        };
    }

    private static Dictionary<int, double> ChancesOf(IReadOnlyList<int> versions, IReadOnlyList<BanditArm> beliefs, BanditState state)
    {
        var left = versions.Zip(beliefs).Where(a => !state.RemovedVersions.Contains(a.First)).ToList();
        return left.Zip(ArmPosterior.BestChances(ArmPosterior.Of([.. left.Select(a => a.Second.Rewards)]))).ToDictionary(a => a.First.First, a => a.Second);
    }

    private static List<PeriodEstimate?> FairOf(BanditStep step, IReadOnlyList<int> versions, IReadOnlyList<RewardSlice> slices)
    {
        var byPeriod = slices.Where(s => versions.Contains(s.Version)).GroupBy(s => (s.Version, s.RouteRevision))
            .ToDictionary(g => g.Key, g => g.Aggregate(default(RewardSums), (sum, s) => sum.Plus(BanditArm.SumsOf(step, s))));
        var all = byPeriod.GroupBy(p => p.Key.RouteRevision).ToDictionary(g => g.Key, g => g.Sum(p => p.Value.Count));
        return [.. versions.Select(version => PeriodEstimate.Of(byPeriod.Where(p => p.Key.Version == version).ToDictionary(p => p.Key.RouteRevision, p => p.Value), all))];
    }

    private static (double? Lost, double? Even) RegretOf(IReadOnlyList<ArmReport> arms)
    {
        if (arms.Any(a => a.Fair is null))
            return (null, null);
        var best = arms.Max(a => a.Fair!.Mean);
        return (arms.Sum(a => a.Units * (best - a.Fair!.Mean)), arms.Sum(a => a.Units) * arms.Average(a => best - a.Fair!.Mean));
    }
}
