using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Models;
using ControlPlane.Domain.Replicas;
using ControlPlane.Domain.Routing;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.FaultTests.Simulation;

/// <summary>
/// What control planes share: one transaction after the other, each whole or not at all.
/// The rules are the product's (endpoint, planner, lease); only the rows are objects.
/// </summary>
internal sealed class SimulatedDatabase
{
    private readonly InferenceEndpoint _endpoint = EndpointBuilder.AnEndpoint();
    private readonly List<ModelVersion> _versions = [];

    /// <summary>An installation with four versions of one model, whose files agents may fetch.</summary>
    public SimulatedDatabase(MemoryArtifacts files)
    {
        var model = RegisteredModel.Create("pets", Moment.Noon).Value;
        foreach (var number in EndpointBuilder.Versions)
        {
            byte[] file = [.. Enumerable.Range(0, 3_000 + number).Select(i => (byte)(i * number))];
            var prepared = files.Add(file, "pets", number);
            _ = model.Register(RegisteredModelBuilder.ADraft(prepared.Digest) with { SizeBytes = file.Length }, Moment.Noon).Value;
            _versions.Add(model.Versions.Single(v => v.Number == number));
        }
    }

    /// <summary>The lease that leaders take.</summary>
    public LeaderLease Lease { get; } = LeaderLease.Vacant(Moment.Noon);

    /// <summary>Every table ever committed, by its place.</summary>
    public Dictionary<TablePosition, string> Committed { get; } = [];

    /// <summary>Who committed in which term.</summary>
    public Dictionary<long, string> Deciders { get; } = [];

    /// <summary>The newest table; null before the first.</summary>
    public SealedRoutingTable? Newest { get; private set; }

    /// <summary>Where it stands.</summary>
    public TablePosition Position { get; private set; }

    /// <summary>What agents reported.</summary>
    public Dictionary<string, AgentNode> Agents { get; } = new(StringComparer.Ordinal);

    /// <summary>What they counted.</summary>
    public MemorySeries Series { get; } = new();

    /// <summary>Commits that the fence refused.</summary>
    public int Refused { get; private set; }

    /// <summary>The stable version now.</summary>
    public int StableVersion => _endpoint.StableVersion;

    /// <summary>Digest of a version's file.</summary>
    public string DigestOf(int version) => _versions.Single(v => v.Number == version).Digest;

    /// <summary>One decision in one transaction, checked once more against the lease.</summary>
    /// <returns>The table it made; null when it was refused or changed nothing.</returns>
    public SealedRoutingTable? Commit(LeaseFence fence, Action<InferenceEndpoint> verb)
    {
        if (Lease.Check(fence) is not null)
        {
            Refused++;
            return null;
        }

        var before = _endpoint.RouteRevision;
        verb(_endpoint);
        if (_endpoint.RouteRevision == before && Newest is not null)
            return null;

        Position = new TablePosition(fence.Epoch, Position.Revision + 1);
        var table = RoutingTablePlanner.Plan(new PoolFacts
        {
            ClusterId = "cluster-1",
            Pool = _endpoint.Pool,
            Position = Position,
            Endpoints = [_endpoint],
            Versions = _versions,
        }).Value;
        Newest = RoutingTableCodec.Seal(table);
        Committed.Add(Position, Newest.Digest);
        Deciders.TryAdd(fence.Epoch, fence.Holder);
        if (Deciders[fence.Epoch] != fence.Holder)
            throw new InvalidOperationException($"Term {fence.Epoch} has two deciders.");
        return Newest;
    }
}
