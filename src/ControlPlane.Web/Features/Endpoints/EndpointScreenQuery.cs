using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Models;
using ControlPlane.Data.Rollouts;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Components.Splits;
using ControlPlane.Web.Features.Drift;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>Reads the page of one endpoint.</summary>
public sealed class EndpointScreenQuery(
    EndpointFactsQuery facts, EndpointQueries endpoints, ModelQueries models, RolloutQueries rollouts, DriftReader drift, ConvergenceTracker convergences)
{
    /// <summary>Entries of one part of the history.</summary>
    public const int HistorySize = 20;

    /// <summary>Reads it.</summary>
    /// <param name="name">Name of the endpoint.</param>
    /// <param name="historyBefore">Cursor into its history; null starts at the newest.</param>
    /// <param name="cancellation">Gives the answer up.</param>
    public async Task<EndpointScreen> AskAsync(string name, long? historyBefore, CancellationToken cancellation)
    {
        if (await facts.AskAsync(name, cancellation) is not { Endpoint: var endpoint } found)
            return EndpointScreen.Absent;

        var model = await models.FindAsync(endpoint.Model, cancellation);
        var history = await endpoints.HistoryAsync(name, new HistoryPage(historyBefore, HistorySize + 1), cancellation);
        return new EndpointScreen
        {
            Facts = found,
            Rollout = (await rollouts.ListActiveAsync(cancellation)).FirstOrDefault(r => r.Endpoint == name && r.Phase != RolloutPhase.Pending),
            Drift = drift.Find(name),
            Versions = [.. (model?.Versions ?? []).Select(v => new OfferedVersion(v.Number, v.Description.Length == 0 ? null : v.Description))],
            Backwards = await BackwardsAsync(endpoint, cancellation),
            Convergence = convergences.FindLatest(name),
            History = [.. history.Take(HistorySize)],
            OlderThan = history.Count > HistorySize ? history[HistorySize - 1].Id : null,
        };
    }

    private async Task<IReadOnlyList<SignatureDifference>?> BackwardsAsync(EndpointRow endpoint, CancellationToken cancellation)
    {
        if (endpoint.PreviousStableVersion is not { } previous)
            return null;
        var versions = await models.VersionsAsync(endpoint.Model, cancellation);
        return SignatureComparison.Compare(versions.First(v => v.Number == endpoint.StableVersion), versions.First(v => v.Number == previous));
    }
}
