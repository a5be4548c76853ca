using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Models;

namespace ControlPlane.Domain.Routing;

/// <summary>Makes the routing table of a pool. Pure: the same facts give the same bytes.</summary>
public static class RoutingTablePlanner
{
    /// <summary>The table, in the order that makes it comparable: endpoints by name, prepared versions by model and number.</summary>
    /// <returns>Refusals: <see cref="EndpointRefusals.VersionNotFound"/>, and what <see cref="RoutingTableValidator"/> finds.</returns>
    public static Outcome<RoutingTable> Plan(PoolFacts facts)
    {
        var versions = facts.Versions.ToDictionary(v => (v.Model, v.Number));
        var wanted = facts.Endpoints.SelectMany(VersionsToPrepare).Concat(facts.BatchVersions).Distinct().OrderBy(w => w.Model, StringComparer.Ordinal).ThenBy(w => w.Version).ToList();
        if (wanted.FirstOrDefault(w => !versions.ContainsKey(w)) is { Model: not null } missing)
            return new Refusal(EndpointRefusals.VersionNotFound, $"An endpoint needs version {missing.Version} of the model '{missing.Model}', which is not registered.");

        var table = new RoutingTable
        {
            ClusterId = facts.ClusterId,
            Pool = facts.Pool,
            Epoch = facts.Position.Epoch,
            Revision = facts.Position.Revision,
            Prepare = [.. wanted.Select(w => Prepare(versions[w], facts))],
            AuditHead = facts.AuditHead,
            Endpoints = [.. facts.Endpoints.OrderBy(e => e.Name, StringComparer.Ordinal).Select(Route)],
        };
        return RoutingTableValidator.Check(table) is { } refusal ? refusal : table;
    }

    // The previous stable version stays ready although nothing routes to it, so that going back to it is only a swap of tables.
    private static IEnumerable<(string Model, int Version)> VersionsToPrepare(InferenceEndpoint endpoint)
    {
        IEnumerable<int?> versions =
        [
            .. endpoint.Variants.Select(v => (int?)v.Version),
            .. endpoint.Overlay.Placements.Select(p => (int?)p.Version),
            endpoint.IsPreviousWarm ? endpoint.PreviousStableVersion : null,
            endpoint.Settings.Fallback?.Version,
            endpoint.Overlay.Fallback?.Version,
        ];
        return versions.OfType<int>().Select(version => (endpoint.Model, version));
    }

    private static PreparedVersion Prepare(ModelVersion version, PoolFacts facts)
    {
        // A version that another endpoint or a batch job needs everywhere is prepared everywhere.
        var users = facts.Endpoints.Where(e => VersionsToPrepare(e).Contains((version.Model, version.Number))).ToList();
        var placements = users.Select(e => e.Overlay.Placements.FirstOrDefault(p => p.Version == version.Number)).ToList();
        var isPlaced = placements is [not null] && !facts.BatchVersions.Contains((version.Model, version.Number));
        return new PreparedVersion
        {
            Model = version.Model,
            Version = version.Number,
            Digest = version.Digest,
            SizeBytes = version.SizeBytes,
            OnlyAgents = isPlaced ? placements[0]!.OnlyAgents : null,
            ExceptAgents = isPlaced ? placements[0]!.ExceptAgents ?? [] : [],
            Reading = version.Reading,
            Isolation = IsolationOf(version.Model, facts),
            Golden = version.Golden,
        };
    }

    // Endpoints of one model share what is loaded of it, and the more careful one decides.
    private static ModelIsolation IsolationOf(string model, PoolFacts facts) =>
        facts.Endpoints.Any(e => e.Model == model && e.Settings.Isolation == ModelIsolation.Process) ? ModelIsolation.Process : ModelIsolation.None;

    private static EndpointRouting Route(InferenceEndpoint endpoint) => new()
    {
        Name = endpoint.Name,
        Model = endpoint.Model,
        RouteRevision = endpoint.RouteRevision,
        Salt = endpoint.Salt,
        RoutingKey = endpoint.Settings.RoutingKey,
        StableVariant = endpoint.Champion.Name,
        Variants = [.. endpoint.Variants.Select(Route)],
        Rules = endpoint.Overlay.Rules,
        Shadows = endpoint.Overlay.Shadows,
        Cohorts = endpoint.Overlay.Cohorts,
        IsSuspended = endpoint.Overlay.IsSuspended,
        Assignment = endpoint.Overlay.Assignment,
        Fallback = endpoint.Overlay.Fallback ?? endpoint.Settings.Fallback,
        Guards = endpoint.Overlay.Guards ?? endpoint.Settings.Guards,
        RewardLimits = endpoint.Settings.RewardLimits,
        SegmentAttributes = endpoint.Settings.SegmentAttributes,
        Rollout = endpoint.Overlay.Rollout,
    };

    private static VariantRouting Route(EndpointVariant variant) => new()
    {
        Name = variant.Name,
        Version = variant.Version,
        Role = variant.Role,
        Weight = variant.Weight,
        Buckets = variant.Buckets,
    };
}
