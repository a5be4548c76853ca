using ControlPlane.Data.Agents;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Telemetry;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>Reads everything one endpoint is judged by. A singleton, thread-safe.</summary>
public sealed class EndpointFactsQuery(EndpointQueries endpoints, AgentQueries agents, SeriesQueries series, TimeProvider clock)
{
    /// <summary>Reads it; null when there is no endpoint of the name.</summary>
    public async Task<EndpointFacts?> AskAsync(string name, CancellationToken cancellation)
    {
        if (await endpoints.FindAsync(name, cancellation) is not { } endpoint)
            return null;

        var now = clock.GetUtcNow();
        var members = (await agents.ListAsync(cancellation)).Where(a => a.Pool == endpoint.Pool).ToArray();
        var window = await series.WindowAsync(name, now - EndpointFacts.WindowLength, now, cancellation);
        var recent = await series.RecentRequestsAsync(name, EndpointFacts.ShareLength, cancellation);
        return new EndpointFacts(endpoint, members, window, now) { RecentRequests = recent };
    }
}
