using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Bandits;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts;

/// <summary>Moves weights by reward, one interval at a time, and says when one arm has won. Pure.</summary>
internal static class BanditRule
{
    /// <summary>Least weight of an arm unless told otherwise, basis points.</summary>
    public const int UsualFloor = 500;

    /// <summary>Least weight of the stable version unless told otherwise, basis points.</summary>
    public const int UsualChampionFloor = 2_000;

    /// <summary>The decision of a bandit step.</summary>
    public static RolloutDecision Decide(BanditStep step, TimeSpan elapsed, Rollout rollout, RolloutFacts facts, DateTimeOffset now)
    {
        var arms = new[] { (Version: rollout.StableVersion, Name: facts.Champion) }
            .Concat(facts.Challengers.OrderBy(c => c.Key).Select(c => (Version: c.Key, Name: c.Value)))
            .Select(a => BanditArm.Of(a.Version, step, facts.Evidence.SinceStep(a.Name))).ToList();
        var fewest = arms.Min(a => a.Units);
        if (step.RewardRange is { } range && arms.Select(a => range.WhyImpossible($"v{a.Version}", a.Rewards)).FirstOrDefault(w => w is not null) is { } outside)
            return RolloutDecision.PauseFor(PauseCode.AnalysisError, outside);
        if (now - rollout.Run!.BeganAt >= step.Horizon)
            return RolloutDecision.PauseFor(PauseCode.Inconclusive, $"No arm had won after {DurationText.Of(step.Horizon)}: {Describe(arms, step)}.");
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

        var present = rollout.Weights ?? BanditWeights.Even([.. arms.Select(a => a.Version)]);
        var weights = BanditWeights.Next(step, arms, best, present);
        return weights.SequenceEqual(present)
            ? RolloutDecision.Wait($"Rewards leave the weights as they are: {Describe(arms, step)}.")
            : new RolloutDecision { Weights = weights, Sentence = $"Weights follow rewards: {Describe(arms, step)}.", Numbers = numbers };
    }

    // The plan switches to its first challenger; another winner ends it where it began, and says so.
    private static RolloutDecision End(BanditArm leader, double certainty, Rollout rollout, RolloutFacts facts, DateTimeOffset now)
    {
        var next = rollout.Plan.Steps.Index().Skip(rollout.Step + 1).FirstOrDefault(s => s.Item is SwitchStep).Item as SwitchStep;
        var sentence = $"v{leader.Version} is the best arm with probability {certainty:P1}.";
        return next?.Version == leader.Version
            ? RolloutEngine.Next(rollout, facts, StepOutcome.Done, sentence, now)
            : leader.Version == rollout.StableVersion
                ? RolloutDecision.RollBack($"{sentence} The stable version won, so it keeps all traffic.", now)
                : RolloutDecision.PauseFor(PauseCode.Gate, $"{sentence} This plan would switch to another version: start a rollout of v{leader.Version} or abort.");
    }

    private static string Describe(IEnumerable<BanditArm> arms, BanditStep step) =>
        string.Join(", ", arms.Select(a => $"v{a.Version} {MetricReader.InWords(step.Metric, a.Rewards.Mean)} of {a.Units}"));
}
