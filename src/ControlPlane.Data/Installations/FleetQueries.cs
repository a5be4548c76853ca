using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Installations;

/// <summary>Reads what is known of agents that are ahead of this database. Thread-safe.</summary>
public sealed class FleetQueries(IDbContextFactory<StateContext> contexts)
{
    /// <summary>What showed that agents are ahead; null while nothing does.</summary>
    public async Task<FleetAhead?> AheadAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Installations.AsNoTracking().Select(i => i.Ahead).SingleAsync(cancellationToken);
    }
}
