using ControlPlane.AgentHost.Caching;
using ControlPlane.AgentHost.Guards;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Routing;

/// <summary>Turns decisions into the table that requests read. One owner.</summary>
internal sealed class ServingTableBuilder(RecorderRegistry recorders, TripRegister trips, CachePolicy caches)
{
    private readonly Dictionary<string, RequestOrdinal> _ordinals = new(StringComparer.Ordinal);

    /// <summary>The next table: endpoints as decided, the others as before or as the fallback says.</summary>
    /// <param name="position">Position of the accepted table.</param>
    /// <param name="decisions">One per endpoint of the accepted table.</param>
    /// <param name="fallback">Decisions over what was in force before a restart, for endpoints that have no routing yet.</param>
    /// <param name="statuses">How far versions are.</param>
    /// <param name="before">The table in force.</param>
    public ServingTable Build(
        TablePosition position,
        IReadOnlyList<EndpointDecision> decisions,
        IReadOnlyList<EndpointDecision> fallback,
        IReadOnlyList<PreparationStatus> statuses,
        ServingTable before)
    {
        var versions = statuses.ToDictionary(s => VersionKey.Of(s.Version));
        var endpoints = new List<ServedEndpoint>();
        foreach (var decision in decisions)
        {
            var name = decision.Routing.Name;
            before.TryFind(name, out var held);
            if (decision.Step == EndpointStep.Take)
                endpoints.Add(Serve(decision.Routing, versions, held));
            else if (held is not null)
                endpoints.Add(held);
            else if (fallback.FirstOrDefault(f => f.Routing.Name == name && f.Step == EndpointStep.Take) is { } older)
                endpoints.Add(Serve(older.Routing, versions, held: null));
        }

        var next = new ServingTable(position, endpoints, statuses.Select(s => s.Model).OfType<LoadedModel>());
        recorders.SetUsed(next.Endpoints.Values.SelectMany(e => e.Variants).Select(v => v.Recorder).ToHashSet());
        return next;
    }

    private ServedEndpoint Serve(EndpointRouting routing, Dictionary<VersionKey, PreparationStatus> versions, ServedEndpoint? held)
    {
        var statuses = routing.Variants.Select(v => versions.GetValueOrDefault(new VersionKey(routing.Model, v.Version))).ToList();
        var fallback = routing.Fallback?.Version is { } version ? versions.GetValueOrDefault(new VersionKey(routing.Model, version))?.Model : null;
        if (ReferenceEquals(held?.Routing, routing) && held.Fallback?.Model == fallback && held.Variants.Select(v => v.Model).SequenceEqual(statuses.Select(s => s?.Model)))
            return held;

        if (!_ordinals.TryGetValue(routing.Name, out var ordinal))
            _ordinals.Add(routing.Name, ordinal = new RequestOrdinal());
        ServedVariant[] variants = [.. routing.Variants.Zip(statuses, (variant, status) =>
            new ServedVariant(variant, status?.Model, recorders.Find(routing, variant, status?.Version.Reading ?? OutputReading.None)))];
        foreach (var variant in variants)
            trips.Apply(variant.Recorder);
        return new ServedEndpoint(routing, variants, ordinal, fallback, caches.CreateFor(routing.Name));
    }
}
