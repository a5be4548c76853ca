using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Statistics;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Serving;

/// <summary>What can be said about the agent and its endpoints, before it is put into a form. Singleton, thread-safe.</summary>
internal sealed class EndpointCatalog(ServingTableHolder tables, ReadinessSwitch readiness)
{
    /// <summary>Name of the server.</summary>
    public const string ServerName = "controlplane-agent";

    /// <summary>Platform of every model, as the protocol lists them.</summary>
    public const string Platform = "onnx_onnxv1";

    /// <summary>The extension that only REST needs.</summary>
    public const string BinaryData = "binary_tensor_data";

    /// <summary>Extensions of the protocol by the names that Triton gave them.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [BinaryData, "model_repository", "statistics"];

    /// <summary>Version of the server.</summary>
    public static string ServerVersion { get; } = typeof(EndpointCatalog).Assembly.GetName().Version!.ToString(3);

    /// <summary>Whether new callers are welcome.</summary>
    public bool IsReady => readiness.IsServing && tables.Current.Position != default;

    /// <summary>Whether an endpoint, or one version at it, can answer.</summary>
    /// <returns>Refusals: <c>not_found</c>, <c>not_loaded</c> before any table came.</returns>
    public Outcome<bool> IsModelReady(string name, int version)
    {
        var table = tables.Current;
        if (RequestRouter.FindEndpoint(table, name, out var endpoint) is { } unknown)
            return unknown;
        if (endpoint!.Routing.IsSuspended)
            return false;
        return ModelOf(table, endpoint, version) is not null ? true : version == 0 ? false : NoVersion(name, version);
    }

    /// <summary>An endpoint and the model that its description is of.</summary>
    /// <returns>Refusals: <c>not_found</c>, <c>not_loaded</c>, <c>suspended</c>.</returns>
    public Outcome<DescribedEndpoint> Describe(string name, int version)
    {
        var table = tables.Current;
        if (RequestRouter.FindEndpoint(table, name, out var endpoint) is { } unknown)
            return unknown;
        if (ModelOf(table, endpoint!, version) is { } model)
            return new DescribedEndpoint(endpoint!, model);
        if (endpoint!.Routing.IsSuspended)
            return RequestRouter.Suspended(name);
        return version == 0 ? new Refusal(ServingCodes.NotLoaded, $"endpoint '{name}' has no version that can answer now") : NoVersion(name, version);
    }

    /// <summary>Every version that an endpoint routes to.</summary>
    /// <param name="isReadyOnly">Leaves out what cannot answer now.</param>
    public IEnumerable<IndexedVersion> Index(bool isReadyOnly)
    {
        foreach (var endpoint in tables.Current.Endpoints.Values.OrderBy(e => e.Routing.Name, StringComparer.Ordinal))
        {
            foreach (var group in endpoint.Variants.GroupBy(v => v.Routing.Version).OrderBy(g => g.Key))
            {
                var reason = endpoint.Routing.IsSuspended ? "the endpoint is suspended" : group.All(v => v.Model is null) ? "not ready on this agent" : null;
                if (reason is null || !isReadyOnly)
                    yield return new IndexedVersion(endpoint.Routing.Name, group.Key, reason);
            }
        }
    }

    /// <summary>Counts by endpoint and version.</summary>
    /// <param name="name">Empty for every endpoint.</param>
    /// <param name="version">0 for every version.</param>
    /// <returns>Refusal: <c>not_found</c>.</returns>
    public Outcome<IReadOnlyList<ModelStatistics>> Statistics(string name, int version)
    {
        var table = tables.Current;
        if (name.Length > 0 && RequestRouter.FindEndpoint(table, name, out _) is { } unknown)
            return unknown;

        var counted = StatisticsOf(table).Where(s => (name.Length == 0 || s.Endpoint == name) && (version == 0 || s.Version == version)).ToList();
        return version != 0 && counted.Count == 0 ? NoVersion(name, version) : counted;
    }

    /// <summary>Every count of a table, in the order of names and versions.</summary>
    public static IEnumerable<ModelStatistics> StatisticsOf(ServingTable table) =>
        table.Versions.SelectMany(m => m.Statistics).OrderBy(s => s.Endpoint, StringComparer.Ordinal).ThenBy(s => s.Version);

    private static LoadedModel? ModelOf(ServingTable table, ServedEndpoint endpoint, int version) =>
        version == 0 ? endpoint.Stable.Model : table.FindVersion(endpoint.Routing.Model, version);

    private static Refusal NoVersion(string name, int version) => new(ServingCodes.NotFound, $"endpoint '{name}' has no version {version} ready here");
}
