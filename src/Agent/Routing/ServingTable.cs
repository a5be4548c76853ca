using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using ControlPlane.AgentHost.Inference;
using ControlPlane.Contracts.Agents;

namespace ControlPlane.AgentHost.Routing;

/// <summary>
/// Everything a request needs to be answered, as of one moment.
/// Immutable; a change is a new table in <see cref="ServingTableHolder"/>.
/// </summary>
public sealed class ServingTable
{
    private readonly FrozenDictionary<string, ServedEndpoint>.AlternateLookup<ReadOnlySpan<char>> _byName;
    private readonly FrozenDictionary<VersionKey, LoadedModel> _versions;

    /// <summary>A table of endpoints and of every version that is ready, routed or not.</summary>
    public ServingTable(TablePosition position, IEnumerable<ServedEndpoint> endpoints, IEnumerable<LoadedModel> versions)
    {
        Position = position;
        Endpoints = endpoints.ToFrozenDictionary(e => e.Routing.Name, StringComparer.Ordinal);
        _byName = Endpoints.GetAlternateLookup<ReadOnlySpan<char>>();
        _versions = versions.ToFrozenDictionary(m => VersionKey.Of(m.Version));
    }

    /// <summary>What an agent serves before it has been told anything.</summary>
    public static ServingTable Empty { get; } = new(default, [], []);

    /// <summary>Where the routing table it follows stands in the order; (0, 0) before any.</summary>
    public TablePosition Position { get; }

    /// <summary>Endpoints by name.</summary>
    public FrozenDictionary<string, ServedEndpoint> Endpoints { get; }

    /// <summary>Every version that is ready, routed or not.</summary>
    internal IEnumerable<LoadedModel> Versions => _versions.Values;

    /// <summary>The endpoint of a name.</summary>
    public bool TryFind(string name, [NotNullWhen(true)] out ServedEndpoint? endpoint) => Endpoints.TryGetValue(name, out endpoint);

    /// <summary>The endpoint of a name that was never made a string.</summary>
    public bool TryFind(ReadOnlySpan<char> name, [NotNullWhen(true)] out ServedEndpoint? endpoint) => _byName.TryGetValue(name, out endpoint);

    /// <summary>A version that is ready, whether it is routed or not; null when it is not held ready.</summary>
    public LoadedModel? FindVersion(string model, int version) => _versions.GetValueOrDefault(new VersionKey(model, version));
}
