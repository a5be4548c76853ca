using ControlPlane.Data.Agents;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Rollouts;
using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Features.Drift;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>Reads the overview: every endpoint with its agents and the last minute's numbers.</summary>
public sealed class OverviewQuery(EndpointQueries endpoints, AgentQueries agents, SeriesQueries series, RolloutQueries rollouts, DriftReader drift, ConvergenceTracker convergences, TimeProvider clock)
{
    /// <summary>Reads it.</summary>
    public async Task<IReadOnlyList<OverviewRow>> AskAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var members = (await agents.ListAsync(cancellation)).ToLookup(a => a.Pool);
        var active = (await rollouts.ListActiveAsync(cancellation)).Where(r => r.Phase != RolloutPhase.Pending).ToLookup(r => r.Endpoint);
        var rows = new List<OverviewRow>();
        foreach (var endpoint in await endpoints.ListAsync(cancellation))
        {
            var window = await series.WindowAsync(endpoint.Name, now - EndpointFacts.WindowLength, now, cancellation);
            var recent = await series.RecentRequestsAsync(endpoint.Name, EndpointFacts.ShareLength, cancellation);
            var facts = new EndpointFacts(endpoint, [.. members[endpoint.Pool]], window, now) { RecentRequests = recent };
            rows.Add(ToRow(facts) with { Rollout = active[endpoint.Name].FirstOrDefault(), Drift = drift.Find(endpoint.Name) });
        }

        return rows;
    }

    private OverviewRow ToRow(EndpointFacts facts) =>
        new(facts, EndpointStandingRule.Judge(facts), RollBackOffer.Of(facts), ConvergenceText.Measured(convergences.FindLatest(facts.Endpoint.Name)));
}
