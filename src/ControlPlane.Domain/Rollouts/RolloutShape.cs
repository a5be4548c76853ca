using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts;

/// <summary>Turns a rollout's state into the shape its endpoint must have. Pure.</summary>
internal static class RolloutShape
{
    private const string Switched = "switched";
    private const string Gone = "out-of-service";

    /// <summary>Gives the endpoint the shape that follows from a decision.</summary>
    public static EndpointChange Change(Rollout rollout, InferenceEndpoint endpoint, RolloutDecision decision, DateTimeOffset now)
    {
        if (decision.Step is { } begun && rollout.Plan.Steps[begun] is RetireStep retire)
            endpoint.KeepPreviousWarm(now + retire.KeepWarm);
        var kind = endpoint.StableVersion != StableOf(rollout) ? EndpointEventKind.Promoted : EndpointEventKind.RolloutStep;
        switch (decision.Trigger)
        {
            case RolloutTrigger.RollBack or RolloutTrigger.Abort when rollout.Phase == RolloutPhase.RollingBack:
                return endpoint.Take(Back(rollout, endpoint), EndpointEventKind.RolledBack, decision.Sentence, now);
            case RolloutTrigger.Undo:
                return endpoint.Undo(now).Value;
            case RolloutTrigger.Supersede when rollout.StratumRevision > 0:
            case RolloutTrigger.Settle or RolloutTrigger.SettleAborted:
                return endpoint.Take(Home(rollout, endpoint), EndpointEventKind.RolloutStep, decision.Sentence, now);
            case RolloutTrigger.Complete:
                return endpoint.Take(Done(rollout, endpoint), EndpointEventKind.RolloutStep, decision.Sentence, now);
            case null when decision.Weights is null:
            case RolloutTrigger.GiveUp:
                return Nothing(endpoint, now);
            default:
                return rollout.Step < 0 || rollout.IsTerminal || rollout.Phase == RolloutPhase.RollingBack
                    ? Nothing(endpoint, now)
                    : endpoint.Take(Of(rollout, endpoint), kind, decision.Sentence, now);
        }
    }

    /// <summary>The shape of the present step.</summary>
    public static EndpointShape Of(Rollout rollout, InferenceEndpoint endpoint)
    {
        var traffic = RolloutTraffic.At(rollout.Plan, rollout.StableVersion, rollout.Step);
        if (rollout.Weights is { } weights)
            traffic = traffic with { Shares = weights };
        if (rollout.IsKilled)
            traffic = RolloutTraffic.AllStable(rollout.StableVersion) with { Placements = [.. traffic.Placements.Where(p => p.Version != rollout.StableVersion)] };
        return Of(traffic, rollout, endpoint);
    }

    private static int StableOf(Rollout rollout) =>
        rollout.Step < 0 ? rollout.StableVersion : RolloutTraffic.At(rollout.Plan, rollout.StableVersion, rollout.Step).StableVersion;

    private static EndpointShape Of(RolloutTraffic traffic, Rollout rollout, InferenceEndpoint endpoint)
    {
        var champion = NameOf(endpoint, traffic.StableVersion, rollout);
        var variants = VariantsOf(traffic, champion);
        string Variant(int version) => variants.First(v => v.Version == version).Name;
        return new EndpointShape
        {
            StableVersion = traffic.StableVersion,
            Variants = variants,
            Salt = rollout.Salt,
            IsPreviousGone = traffic.IsPreviousGone,
            Overlay = new RoutingOverlay
            {
                Placements = traffic.Placements,
                Rules = [.. traffic.Rules.Select(r => FlagRules.ToRouting(r, Variant(r.Version), champion))],
                Shadows = [.. Mirrored(traffic).Select(v => new ShadowRouting(Variant(v), traffic.MirrorShare))],
                Cohorts = CohortsOf(traffic, Variant),
                IsSuspended = traffic.IsSuspended,
                Guards = traffic.HasChallengers ? rollout.Plan.Guards : null,
                Fallback = traffic.Fallback,
                Assignment = rollout.Plan.Assignment,
                Rollout = rollout.Id,
            },
        };
    }

    private static List<ShapedVariant> VariantsOf(RolloutTraffic traffic, string champion)
    {
        var variants = new List<ShapedVariant>();
        foreach (var share in traffic.Shares)
        {
            var isStable = share.Version == traffic.StableVersion;
            var isChampion = isStable && variants.All(v => v.Role != VariantRole.Champion);
            var role = isChampion ? VariantRole.Champion : isStable ? VariantRole.Baseline : VariantRole.Challenger;
            variants.Add(new ShapedVariant(isChampion ? champion : share.Name ?? TrafficSplit.DefaultName(share.Version), share.Version, role, share.Weight));
        }

        if (variants.All(v => v.Role != VariantRole.Champion))
            variants.Insert(0, new ShapedVariant(champion, traffic.StableVersion, VariantRole.Champion, 0));
        IEnumerable<int> named = [.. traffic.Rules.Select(r => r.Version), .. traffic.SwitchedAgents.Count > 0 ? [traffic.SwitchedVersion] : Array.Empty<int>()];
        foreach (var version in named.Distinct().Where(n => variants.All(v => v.Version != n)))
            variants.Add(new ShapedVariant(TrafficSplit.DefaultName(version), version, VariantRole.Challenger, 0));
        foreach (var version in Mirrored(traffic))
            variants.Add(new ShapedVariant(TrafficSplit.DefaultName(version), version, VariantRole.Shadow, 0));
        return variants;
    }

    // Who answers callers receives no copies.
    private static IEnumerable<int> Mirrored(RolloutTraffic traffic) => traffic.Mirrored.Where(m => traffic.Shares.All(s => s.Version != m));

    private static List<AgentCohort> CohortsOf(RolloutTraffic traffic, Func<int, string> variant)
    {
        IReadOnlyList<BucketInterval> all = [new BucketInterval(0, StickyHash.BucketCount)];
        var cohorts = new List<AgentCohort>();
        if (traffic.SwitchedAgents.Count > 0)
        {
            var name = variant(traffic.SwitchedVersion);

            // Where the stable version was let go, the new one stands in for it.
            var isAlone = traffic.Placements.Any(p => p.Version == traffic.StableVersion && p.ExceptAgents?.Intersect(traffic.SwitchedAgents).Any() == true);
            cohorts.Add(new AgentCohort { Name = Switched, Agents = traffic.SwitchedAgents, Split = [new VariantBuckets(name, all)], StableVariant = isAlone ? name : null });
        }

        if (traffic.GoneAgents.Count > 0)
            cohorts.Add(new AgentCohort { Name = Gone, Agents = traffic.GoneAgents, Split = [new VariantBuckets(variant(traffic.StableVersion), all)], IsSuspended = true });
        return cohorts;
    }

    // Variants stay with no weight and what was prepared stays prepared, so that undo finds every version ready.
    private static EndpointShape Back(Rollout rollout, InferenceEndpoint endpoint)
    {
        var home = Home(rollout, endpoint);
        var stable = NameOf(endpoint, rollout.StableVersion, rollout);
        return home with
        {
            Overlay = endpoint.Overlay.Cleared() with { Placements = [.. endpoint.Overlay.Placements.Where(p => p.Version != rollout.StableVersion)] },
            Variants =
            [
                new ShapedVariant(stable, rollout.StableVersion, VariantRole.Champion, TrafficWeight.Whole),
                .. endpoint.Variants.Where(v => v.Name != stable && v.Role != VariantRole.Shadow)
                    .Select(v => new ShapedVariant(v.Name, v.Version, v.Version == rollout.StableVersion ? VariantRole.Baseline : VariantRole.Challenger, 0)),
            ],
        };
    }

    private static EndpointShape Home(Rollout rollout, InferenceEndpoint endpoint) => new()
    {
        StableVersion = rollout.StableVersion,
        Variants = [new ShapedVariant(NameOf(endpoint, rollout.StableVersion, rollout), rollout.StableVersion, VariantRole.Champion, TrafficWeight.Whole)],
        Overlay = endpoint.Overlay.Cleared(),
        IsReturn = true,
        PreviousStableVersion = rollout.PreviousStableVersion,
    };

    // A plan without a switch ends where it began; one with a switch stays where it is, without what the rollout added.
    private static EndpointShape Done(Rollout rollout, InferenceEndpoint endpoint) => StableOf(rollout) == rollout.StableVersion
        ? Home(rollout, endpoint)
        : new EndpointShape
        {
            StableVersion = endpoint.StableVersion,
            Variants = [new ShapedVariant(endpoint.Champion.Name, endpoint.StableVersion, VariantRole.Champion, TrafficWeight.Whole)],
            Overlay = endpoint.Overlay.Cleared(),
        };

    private static string NameOf(InferenceEndpoint endpoint, int version, Rollout rollout) =>
        version == rollout.StableVersion && endpoint.StableVersion == version
            ? endpoint.Champion.Name
            : endpoint.Variants.FirstOrDefault(v => v.Version == version && v.Role != VariantRole.Shadow)?.Name ?? TrafficSplit.DefaultName(version);

    private static EndpointChange Nothing(InferenceEndpoint endpoint, DateTimeOffset now) => endpoint.Unchanged(EndpointEventKind.RolloutStep, now);
}
