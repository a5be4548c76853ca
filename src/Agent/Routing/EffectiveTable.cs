using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Routing;

/// <summary>
/// Decides for every endpoint by itself whether the accepted table's routing can be in force, from how far its versions are.
/// No endpoint waits for another one. Stateless, pure.
/// </summary>
internal static class EffectiveTable
{
    /// <summary>One decision per endpoint, in the table's order.</summary>
    /// <param name="table">The accepted table.</param>
    /// <param name="states">How far its versions are; a version that is absent counts as on the way.</param>
    public static IReadOnlyList<EndpointDecision> Decide(RoutingTable table, IReadOnlyDictionary<VersionKey, PreparationState> states) =>
        [.. table.Endpoints.Select(endpoint => Decide(endpoint, states))];

    /// <summary>
    /// Versions that requests may reach: those with weight, those that rules name, and the stable one; none while the endpoint is suspended.
    /// A fallback version is not among them: until it is ready the stable one answers in its place.
    /// </summary>
    public static IReadOnlySet<VersionKey> RoutedVersions(EndpointRouting endpoint)
    {
        if (endpoint.IsSuspended)
            return new HashSet<VersionKey>();

        var named = endpoint.Rules
            .SelectMany(rule => rule.Split is null ? [rule.Variant!] : rule.Split.Where(s => s.Buckets.Count > 0).Select(s => s.Variant))
            .Append(endpoint.StableVariant)
            .ToHashSet(StringComparer.Ordinal);
        return endpoint.Variants
            .Where(v => v.Weight > 0 || named.Contains(v.Name))
            .Select(v => new VersionKey(endpoint.Model, v.Version))
            .ToHashSet();
    }

    private static EndpointDecision Decide(EndpointRouting endpoint, IReadOnlyDictionary<VersionKey, PreparationState> states)
    {
        if (endpoint.IsSuspended)
            return new EndpointDecision(endpoint, EndpointStep.Take, "it is suspended");

        PreparationState StateOf(int version) => states.GetValueOrDefault(new VersionKey(endpoint.Model, version), PreparationState.Fetching);

        var stable = endpoint.Variants.First(v => v.Name == endpoint.StableVariant);
        if (StateOf(stable.Version) == PreparationState.Refused)
            return new EndpointDecision(endpoint, EndpointStep.Keep, $"the stable version {stable.Version} is refused here");

        var pending = RoutedVersions(endpoint).Where(v => StateOf(v.Version) is PreparationState.Fetching or PreparationState.Loading).ToList();
        if (pending.Count > 0)
            return new EndpointDecision(endpoint, EndpointStep.Wait, $"{string.Join(", ", pending.Order(VersionOrder))} on the way");

        var refused = endpoint.Variants.Where(v => StateOf(v.Version) == PreparationState.Refused).Select(v => v.Name).ToList();
        return new EndpointDecision(
            endpoint, EndpointStep.Take, refused.Count == 0 ? "every routed version is ready" : $"{string.Join(", ", refused)} refused here");
    }

    private static Comparer<VersionKey> VersionOrder { get; } = Comparer<VersionKey>.Create((a, b) => a.Version.CompareTo(b.Version));
}
