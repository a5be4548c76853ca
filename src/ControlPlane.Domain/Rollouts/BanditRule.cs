using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Bandits;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts;

/// <summary>Moves weights by reward, one interval at a time, and says when one arm has won. Pure.</summary>
internal static class BanditRule
{
    /// <summary>Least weight of an arm unless told otherwise, basis points.</summary>
    public const int UsualFloor = 500;

    /// <summary>Least weight of the stable version unless told otherwise, basis points.</summary>
    public const int UsualChampionFloor = 2_000;

    /// <summary>Most basis points an arm moves at once unless told otherwise.</summary>
    public const int UsualMove = 2_000;

    /// <summary>
    /// Probability of being the best arm that ends it unless told otherwise. It is looked at after every move, so between equal arms it ends by chance sooner or later:
    /// that costs little, because the arms are equal, and it is no proof that one is better. Who wants proof runs an A/B test.
    /// </summary>
    public const double UsualEnd = 0.95;

    /// <summary>Moves in which no arm changes by as much are left out: they would begin a new stratum of evidence for next to nothing.</summary>
    public const int LeastMove = 50;

    /// <summary>Share of late rewards from which the attribution window is said to be too short.</summary>
    public const double MostLate = 0.05;

    /// <summary>The decision of a bandit step.</summary>
    public static RolloutDecision Decide(BanditStep step, TimeSpan elapsed, Rollout rollout, RolloutFacts facts, DateTimeOffset now)
    {
        var state = BanditState.Of(rollout);
        var arms = BanditArm.Of(step, step.Versions.Except(state.RemovedVersions).Order().Prepend(rollout.StableVersion), facts.Rewards.Slices, now);
        var fewest = arms.Min(a => a.Units);
        if (step.RewardRange is { } range && arms.Select(a => range.WhyImpossible($"v{a.Version}", a.Counted)).FirstOrDefault(w => w is not null) is { } outside)
            return RolloutDecision.PauseFor(PauseCode.AnalysisError, outside);
        if (now - rollout.Run!.BeganAt >= step.Horizon)
            return RolloutDecision.PauseFor(PauseCode.Inconclusive, $"No arm had won after {DurationText.Of(step.Horizon)}: {Describe(arms, step)}.");
        if (state.Freeze is { } freeze)
            return RolloutDecision.Wait($"{freeze.By} froze the weights: {freeze.Reason}. Guards still act.");
        if (fewest < step.MinimumRewards)
            return RolloutDecision.Wait($"{fewest} of {step.MinimumRewards} rewarded requests on the arm with the fewest, of answers older than {DurationText.Of(step.AttributionWindow)}.");
        if (elapsed < step.Interval)
            return RolloutDecision.Wait($"Next move in {DurationText.Of(TimeSpan.FromSeconds(Math.Ceiling((step.Interval - elapsed).TotalSeconds)))}.");

        var best = ArmPosterior.BestChances(ArmPosterior.Of([.. arms.Select(a => a.Rewards)]));
        var leader = arms[best.Index().MaxBy(b => b.Item).Index];
        var certainty = best.Max();
        var numbers = arms.Zip(best).ToDictionary(a => $"v{a.First.Version}.best", a => a.Second);
        if (certainty >= step.EndProbability)
            return End(leader, certainty, rollout, facts, now) with { Numbers = numbers };
        return Move(step, arms, best, state, rollout, facts) with { Numbers = numbers };
    }

    /// <summary>The weights in force.</summary>
    public static IReadOnlyList<VariantShare> Present(Rollout rollout) =>
        rollout.Weights ?? BanditWeights.Even([rollout.StableVersion, .. ((BanditStep)rollout.CurrentStep!).Versions]);

    /// <summary>The decision that takes harmed arms out and leaves the others their traffic; null where the rollout is at no bandit, or no arm but the stable version would be left.</summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="harmed">Why, by version.</param>
    /// <param name="now">The moment.</param>
    public static RolloutDecision? Remove(Rollout rollout, IReadOnlyDictionary<int, string> harmed, DateTimeOffset now)
    {
        if (rollout.CurrentStep is not BanditStep step || harmed.Count == 0)
            return null;
        var state = BanditState.Of(rollout);
        var left = step.Versions.Except(state.RemovedVersions).Except(harmed.Keys).ToList();
        if (left.Count == 0)
            return null;

        // What they had goes to the version that is known to be good; the next moves give it on.
        var present = Present(rollout);
        var freed = present.Where(w => harmed.ContainsKey(w.Version)).Sum(w => w.Weight);
        return new RolloutDecision
        {
            Weights = [.. present.Select(w => w.Version == rollout.StableVersion ? w with { Weight = w.Weight + freed } : harmed.ContainsKey(w.Version) ? w with { Weight = 0 } : w)],
            Bandit = state with { Removed = [.. state.Removed, .. harmed.OrderBy(h => h.Key).Select(h => new RemovedArm(h.Key, h.Value, now))] },
            Target = TargetOf(rollout) is { } target && harmed.ContainsKey(target) ? left[0] : null,
            Sentence = $"{string.Join(", ", harmed.Keys.Order().Select(v => $"v{v}"))} got no more traffic, the other arms go on: {harmed.OrderBy(h => h.Key).First().Value}",
        };
    }

    private static RolloutDecision Move(BanditStep step, IReadOnlyList<BanditArm> arms, IReadOnlyList<double> best, BanditState state, Rollout rollout, RolloutFacts facts)
    {
        var present = Present(rollout);
        IReadOnlyList<VariantShare> weights = [.. BanditWeights.Next(step, arms, best, present), .. state.RemovedVersions.Select(v => new VariantShare(v, 0))];
        var furthest = weights.Max(w => Math.Abs(w.Weight - present.Where(p => p.Version == w.Version).Sum(p => p.Weight)));
        return furthest < LeastMove
            ? RolloutDecision.Wait($"Rewards leave the weights as they are: {Describe(arms, step)}.")
            : new RolloutDecision { Weights = weights, Sentence = $"Weights follow rewards: {Describe(arms, step)}.{WhyLate(step, facts.Rewards.Delays)}" };
    }

    // The plan switches to its first challenger unless another one wins; then the switch ahead leads to that.
    private static RolloutDecision End(BanditArm leader, double certainty, Rollout rollout, RolloutFacts facts, DateTimeOffset now)
    {
        var sentence = $"v{leader.Version} is the best arm with probability {certainty:P1}.";
        if (leader.Version == rollout.StableVersion)
            return RolloutDecision.RollBack($"{sentence} The stable version won, so it keeps all traffic.", now);
        return TargetOf(rollout) == leader.Version
            ? RolloutEngine.Next(rollout, facts, StepOutcome.Done, sentence, now)
            : new RolloutDecision { Target = leader.Version, Sentence = $"{sentence} The switch ahead leads to it." };
    }

    private static int? TargetOf(Rollout rollout) => (rollout.Plan.Steps.Skip(rollout.Step + 1).FirstOrDefault(s => s is SwitchStep { Agents: null }) as SwitchStep)?.Version;

    private static string WhyLate(BanditStep step, RewardDelays delays) => delays.ShareLaterThan(step.AttributionWindow) is > MostLate and var late
        ? $" {late:P1} of rewards came later than the attribution window of {DurationText.Of(step.AttributionWindow)}: widen it."
        : "";

    private static string Describe(IEnumerable<BanditArm> arms, BanditStep step) =>
        string.Join(", ", arms.Select(a => $"v{a.Version} {MetricReader.InWords(step.Metric, a.Rewards.Mean)} of {a.Units}"));
}
