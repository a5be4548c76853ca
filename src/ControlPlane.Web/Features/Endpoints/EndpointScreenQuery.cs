using ControlPlane.Data.Agents;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Models;
using ControlPlane.Data.Rollouts;
using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Components.Splits;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>Reads the page of one endpoint.</summary>
public sealed class EndpointScreenQuery(
    EndpointQueries endpoints, ModelQueries models, AgentQueries agents, SeriesQueries series, RolloutQueries rollouts, ConvergenceTracker convergences, TimeProvider clock)
{
    /// <summary>Entries of one part of the history.</summary>
    public const int HistorySize = 20;

    /// <summary>Reads it.</summary>
    /// <param name="name">Name of the endpoint.</param>
    /// <param name="historyBefore">Cursor into its history; null starts at the newest.</param>
    /// <param name="cancellation">Gives the answer up.</param>
    public async Task<EndpointScreen> AskAsync(string name, long? historyBefore, CancellationToken cancellation)
    {
        if (await endpoints.FindAsync(name, cancellation) is not { } endpoint)
            return EndpointScreen.Absent;

        var now = clock.GetUtcNow();
        var members = (await agents.ListAsync(cancellation)).Where(a => a.Pool == endpoint.Pool).ToArray();
        var window = await series.WindowAsync(name, now - EndpointFacts.WindowLength, now, cancellation);
        var recent = await series.RecentRequestsAsync(name, EndpointFacts.ShareLength, cancellation);
        var model = await models.FindAsync(endpoint.Model, cancellation);
        var history = await endpoints.HistoryAsync(name, new HistoryPage(historyBefore, HistorySize + 1), cancellation);
        return new EndpointScreen
        {
            Facts = new EndpointFacts(endpoint, members, window, now) { RecentRequests = recent },
            Rollout = (await rollouts.ListActiveAsync(cancellation)).FirstOrDefault(r => r.Endpoint == name && r.Phase != RolloutPhase.Pending),
            Versions = [.. (model?.Versions ?? []).Select(v => new OfferedVersion(v.Number, v.Description.Length == 0 ? null : v.Description))],
            Convergence = convergences.FindLatest(name),
            History = [.. history.Take(HistorySize)],
            OlderThan = history.Count > HistorySize ? history[HistorySize - 1].Id : null,
        };
    }
}
