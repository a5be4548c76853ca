using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Rollouts;

namespace ControlPlane.Domain.Tests.Rollouts.Lives;

/// <summary>An agent on fake time: takes tables late or never, loads versions slowly or not at all, is lost and comes back, and trips its guard.</summary>
internal sealed class SimulatedAgent(string id, Random random)
{
    private readonly Dictionary<int, int> _loading = [];
    private readonly HashSet<int> _refused = [];
    private List<TripReport> _trips = [];
    private (RoutingTable Published, RoutingTable View)? _seen;

    public string Id { get; } = id;

    public bool IsReachable { get; private set; } = true;

    /// <summary>What it serves by; null before the first table.</summary>
    public EndpointRouting? InForce { get; private set; }

    public HashSet<int> Loaded { get; } = [];

    /// <summary>How many sessions it has created, by version.</summary>
    public Dictionary<int, int> Created { get; } = [];

    /// <summary>One second: contact may change, versions load, the newest table is taken once everything it routes to is ready.</summary>
    public void Live(RoutingTable published, double faultRate, Func<int, double> errorShare, bool isHasty = false)
    {
        if (random.NextDouble() < faultRate)
            IsReachable = !IsReachable;
        if (!IsReachable && random.NextDouble() < 0.2)
            IsReachable = true;
        if (!IsReachable)
            return;

        var view = ViewOf(published);
        var wanted = view.Endpoints.Single();
        Load(view, faultRate);
        if (wanted.RouteRevision != InForce?.RouteRevision && (isHasty || wanted.IsSuspended || Routed(wanted).All(Loaded.Contains)) && random.NextDouble() < 0.7)
        {
            InForce = wanted;
            _trips = [.. _trips.Where(t => t.RouteRevision >= wanted.RouteRevision)];
        }

        if (InForce is { } routing)
        {
            Loaded.RemoveWhere(v => view.Prepare.All(p => p.Version != v) && (routing.IsSuspended || !Routed(routing).Contains(v)));
            Guard(routing, errorShare);
        }
    }

    /// <summary>Versions its callers reach now.</summary>
    public IReadOnlyList<int> Serving() => InForce is null || InForce.IsSuspended ? [] : Routed(InForce);

    /// <summary>What an agent would report that has loaded everything.</summary>
    public IReadOnlyDictionary<int, LoadedVersion> AllReady { get; } = Enumerable.Range(1, 4).ToDictionary(
        v => v, v => new LoadedVersion { Model = "pets", Version = v, Digest = "", State = PreparationState.Ready });

    public AgentStanding Standing() => new()
    {
        Id = Id,
        Name = Id,
        IsReachable = IsReachable,
        RouteRevision = InForce?.RouteRevision ?? 0,
        Versions = Loaded.Concat(_loading.Keys).Concat(_refused).Distinct().ToDictionary(v => v, v => new LoadedVersion
        {
            Model = "pets",
            Version = v,
            Digest = "",
            State = _refused.Contains(v) ? PreparationState.Refused : Loaded.Contains(v) ? PreparationState.Ready : PreparationState.Loading,
            RefusalCode = _refused.Contains(v) ? "insufficient_memory" : null,
            Reason = _refused.Contains(v) ? "too large" : null,
        }),
        Trips = _trips,
    };

    /// <summary>What it is shown of a table.</summary>
    public RoutingTable ViewOf(RoutingTable published)
    {
        if (!ReferenceEquals(_seen?.Published, published))
            _seen = (published, AgentView.Of(published, Id));
        return _seen!.Value.View;
    }

    private void Load(RoutingTable view, double faultRate)
    {
        foreach (var version in view.Prepare.Select(p => p.Version).Where(v => !Loaded.Contains(v) && !_refused.Contains(v)))
        {
            _loading.TryAdd(version, random.Next(1, 4));
            if (--_loading[version] > 0)
                continue;
            _loading.Remove(version);
            if (version > 1 && random.NextDouble() < faultRate / 4)
            {
                _refused.Add(version);
            }
            else
            {
                Loaded.Add(version);
                Created[version] = Created.GetValueOrDefault(version) + 1;
            }
        }
    }

    private void Guard(EndpointRouting routing, Func<int, double> errorShare)
    {
        foreach (var variant in routing.Variants.Where(v => v.Weight > 0 && v.Name != routing.StableVariant && errorShare(v.Version) > routing.Guards?.ErrorShare))
        {
            if (_trips.Any(t => t.Variant == variant.Name) || random.NextDouble() < 0.5)
                continue;
            _trips.Add(new TripReport
            {
                Endpoint = routing.Name,
                Variant = variant.Name,
                Version = variant.Version,
                RouteRevision = routing.RouteRevision,
                Guard = GuardKind.ErrorShare,
                Limit = routing.Guards!.ErrorShare!.Value,
                Observed = errorShare(variant.Version),
                Requests = 20,
                WindowSeconds = 10,
                TrippedAt = DateTimeOffset.UnixEpoch,
            });
        }
    }

    private static List<int> Routed(EndpointRouting routing)
    {
        var named = routing.Rules.SelectMany(r => r.Split?.Where(s => s.Buckets.Count > 0).Select(s => s.Variant) ?? [r.Variant!]).Append(routing.StableVariant).ToHashSet(StringComparer.Ordinal);
        return [.. routing.Variants.Where(v => v.Weight > 0 || named.Contains(v.Name)).Select(v => v.Version).Distinct()];
    }
}
