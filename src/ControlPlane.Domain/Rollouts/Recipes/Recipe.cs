using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Naming;

namespace ControlPlane.Domain.Rollouts.Recipes;

/// <summary>Compiles a draft to a plan. Pure: the same draft and facts give the same plan.</summary>
public static class Recipe
{
    private const int MaximumVersions = 8;

    /// <summary>The plan, or everything that is wrong with the draft.</summary>
    /// <returns>Refusals: <see cref="RolloutRefusals.Invalid"/>, <see cref="RolloutRefusals.AlreadyStable"/>, <see cref="RolloutRefusals.NoAgents"/>, <see cref="EndpointRefusals.VersionNotFound"/>.</returns>
    public static Outcome<RolloutPlan> Compile(RolloutDraft draft, RecipeFacts facts)
    {
        if (facts.Agents.Count == 0)
            return new Refusal(RolloutRefusals.NoAgents, "No agent of the pool is reachable, so nobody could serve a version; join or start an agent first.");

        var problems = new Problems();
        DraftRule.Check("", draft, problems);
        if (draft.Fallback is { } fallback)
            EndpointSettings.CheckFallback("fallback", fallback, facts.Versions.Select(v => v.Number).ToHashSet(), problems);
        if (problems.Any)
            return problems.ToRefusal(RolloutRefusals.Invalid);
        foreach (var stage in draft.Strategy == RolloutStrategy.Plan ? draft.Stages : [draft])
        {
            if (CheckVersions(stage, facts) is { } refusal)
                return refusal;
        }

        Outcome<RolloutPlan> compiled = draft.Strategy switch
        {
            RolloutStrategy.Recreate => RecreateRecipe.Compile(draft, facts),
            RolloutStrategy.Rolling => RollingRecipe.Compile(draft, facts),
            RolloutStrategy.BlueGreen => BlueGreenRecipe.Compile(draft, facts),
            RolloutStrategy.Canary => CanaryRecipe.Compile(draft, facts),
            RolloutStrategy.CanaryRolling => CanaryRollingRecipe.Compile(draft, facts),
            RolloutStrategy.AbTest => AbTestRecipe.Compile(draft, facts),
            RolloutStrategy.Shadow => ShadowRecipe.Compile(draft, facts),
            RolloutStrategy.Bandit => BanditRecipe.Compile(draft, facts),
            RolloutStrategy.FeatureFlag => FeatureFlagRecipe.Compile(draft, facts),
            RolloutStrategy.Plan => ComposedRecipe.Compile(draft, facts),
            var other => throw new InvalidOperationException($"No recipe is defined for {other}."),
        };
        return compiled.Then(plan => PlannedHooks.Insert(plan, draft.Hooks));
    }

    private static Refusal? CheckVersions(RolloutDraft draft, RecipeFacts facts)
    {
        var registered = facts.Versions.Select(v => v.Number).ToHashSet();
        if (draft.Versions.Count is 0 or > MaximumVersions)
            return Refusal.OfField(RolloutRefusals.Invalid, "versions", $"are {draft.Versions.Count}", $"name 1 to {MaximumVersions}");
        if (draft.Versions.Distinct().Count() != draft.Versions.Count)
            return Refusal.OfField(RolloutRefusals.Invalid, "versions", "name a version twice", "name each version once");
        if (draft.Strategy is not (RolloutStrategy.Shadow or RolloutStrategy.Bandit or RolloutStrategy.FeatureFlag) && draft.Versions.Count > 1)
            return Refusal.OfField(RolloutRefusals.Invalid, "versions", $"are {draft.Versions.Count}, this strategy takes one", "name one, or use shadow or bandit for several");
        foreach (var version in draft.Versions)
        {
            if (!registered.Contains(version))
                return Refusal.OfField(EndpointRefusals.VersionNotFound, "versions", $"name v{version}, which is not registered", $"use one of {string.Join(", ", registered.Order())}");
            if (version == facts.StableVersion)
                return Refusal.OfField(RolloutRefusals.AlreadyStable, "versions", $"name v{version}, which is the stable version already", "choose another version");
        }

        return null;
    }
}
