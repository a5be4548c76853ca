using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Bandits;

/// <summary>Reads how the weights of an endpoint moved, from its history. Thread-safe.</summary>
public sealed class WeightQueries(IDbContextFactory<StateContext> contexts)
{
    /// <summary>Most moves that are read: what a chart can show, and a week of a move every five minutes.</summary>
    public const int Limit = 2_000;

    /// <summary>The newest changes of an endpoint since a moment, oldest first.</summary>
    /// <param name="endpoint">Name of the endpoint.</param>
    /// <param name="since">Inclusive.</param>
    /// <param name="until">Inclusive.</param>
    /// <param name="cancellationToken">Gives the answer up.</param>
    public async Task<IReadOnlyList<WeightRow>> ListAsync(string endpoint, DateTimeOffset since, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var changes = await context.EndpointEvents.AsNoTracking().Where(e => e.Endpoint == endpoint && e.At >= since && e.At <= until)
            .OrderByDescending(e => e.Id).Take(Limit).Select(e => new { e.At, e.RouteRevision, e.After }).ToListAsync(cancellationToken);
        return [.. changes.Where(c => c.After is not null).Select(c => new WeightRow(c.At, c.RouteRevision, c.After!.Variants)).Reverse()];
    }
}
