using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts;

/// <summary>What all steps up to some step amount to: which versions are ready where, and who gets what. Immutable; each step is one fold.</summary>
internal sealed record RolloutTraffic
{
    public required int StableVersion { get; init; }

    /// <summary>Of the versions that answer; sums to 10,000.</summary>
    public required IReadOnlyList<VariantShare> Shares { get; init; }

    public IReadOnlyList<VersionPlacement> Placements { get; init; } = [];

    public IReadOnlyList<FlagRule> Rules { get; init; } = [];

    public FallbackAnswer? Fallback { get; init; }

    public IReadOnlyList<int> Mirrored { get; init; } = [];

    public int MirrorShare { get; init; }

    /// <summary>Agents that serve only one other version.</summary>
    public IReadOnlyList<string> SwitchedAgents { get; init; } = [];

    public int SwitchedVersion { get; init; }

    /// <summary>Agents on which the endpoint does not answer.</summary>
    public IReadOnlyList<string> GoneAgents { get; init; } = [];

    public bool IsSuspended { get; init; }

    /// <summary>Whether the version before the stable one was let go to make room, so that nobody loads it again beside its successor.</summary>
    public bool IsPreviousGone { get; init; }

    /// <summary>All traffic on the stable version, nothing else prepared.</summary>
    public static RolloutTraffic AllStable(int stableVersion) => new() { StableVersion = stableVersion, Shares = [Whole(stableVersion)] };

    /// <summary>The traffic of a plan at a step, inclusive.</summary>
    public static RolloutTraffic At(RolloutPlan plan, int stableVersion, int step) =>
        plan.Steps.Take(step + 1).Aggregate(AllStable(stableVersion), (traffic, s) => traffic.After(s));

    /// <summary>Whether any version but the stable one answers somebody.</summary>
    public bool HasChallengers =>
        Shares.Any(s => s.Version != StableVersion && s.Weight > 0) || Rules.Count > 0 || SwitchedAgents.Count > 0;

    private RolloutTraffic After(RolloutStep step) => step switch
    {
        PrepareStep prepare => this with { Placements = [.. Placements.Where(p => !prepare.Versions.Contains(p.Version)), .. prepare.Versions.Select(v => Place(v, prepare.Agents))] },
        TearDownStep { Agents: null } down => this with { IsSuspended = true, Placements = [.. Without(down.Version), new VersionPlacement(down.Version, OnlyAgents: [])] },
        TearDownStep down => this with
        {
            GoneAgents = down.Agents!,
            Placements = [.. Without(down.Version), new VersionPlacement(down.Version, ExceptAgents: [.. ExceptAgentsOf(down.Version), .. down.Agents!])],
        },
        SplitStep split => this with { Shares = split.Shares, IsSuspended = false },
        RulesStep rules => this with { Rules = rules.Rules, Fallback = rules.Fallback },
        MirrorStep mirror => this with { Mirrored = mirror.Versions, MirrorShare = mirror.Share },
        BanditStep bandit => this with { Shares = BanditWeights.Even([StableVersion, .. bandit.Versions]) },
        SwitchStep { Agents: null } switched => AllStable(switched.Version) with { IsPreviousGone = IsSuspended },
        SwitchStep switched => this with { SwitchedAgents = [.. SwitchedAgents, .. switched.Agents!], SwitchedVersion = switched.Version, GoneAgents = [.. GoneAgents.Except(switched.Agents!)] },
        _ => this,
    };

    private IEnumerable<VersionPlacement> Without(int version) => Placements.Where(p => p.Version != version);

    private IReadOnlyList<string> ExceptAgentsOf(int version) => Placements.FirstOrDefault(p => p.Version == version)?.ExceptAgents ?? [];

    private VersionPlacement Place(int version, IReadOnlyList<string>? agents)
    {
        var before = Placements.FirstOrDefault(p => p.Version == version);
        return agents is null || (before is not null && before.OnlyAgents is null)
            ? new VersionPlacement(version)
            : new VersionPlacement(version, [.. before?.OnlyAgents ?? [], .. agents.Except(before?.OnlyAgents ?? [])]);
    }

    private static VariantShare Whole(int version) => new(version, TrafficWeight.Whole);
}
