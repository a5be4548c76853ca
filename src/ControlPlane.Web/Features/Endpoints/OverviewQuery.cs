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
    private static readonly IReadOnlyDictionary<string, long> None = new Dictionary<string, long>();

    /// <summary>Reads it.</summary>
    public async Task<IReadOnlyList<OverviewRow>> AskAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var members = (await agents.ListAsync(cancellation)).ToLookup(a => a.Pool);
        var active = (await rollouts.ListActiveAsync(cancellation)).Where(r => r.Phase != RolloutPhase.Pending).ToLookup(r => r.Endpoint);
        var windows = await series.WindowsAsync(now - EndpointFacts.WindowLength, now, cancellation);
        var recent = await series.RecentRequestsAsync(EndpointFacts.ShareLength, cancellation);
        return
        [
            .. (await endpoints.ListAsync(cancellation)).Select(endpoint => ToRow(new EndpointFacts(endpoint, [.. members[endpoint.Pool]], windows.GetValueOrDefault(endpoint.Name, []), now)
            {
                RecentRequests = recent.GetValueOrDefault(endpoint.Name, None),
            }) with { Rollout = active[endpoint.Name].FirstOrDefault(), Drift = drift.Find(endpoint.Name) }),
        ];
    }

    private OverviewRow ToRow(EndpointFacts facts) =>
        new(facts, EndpointStandingRule.Judge(facts), RollBackOffer.Of(facts), ConvergenceText.Measured(convergences.FindLatest(facts.Endpoint.Name)));
}
