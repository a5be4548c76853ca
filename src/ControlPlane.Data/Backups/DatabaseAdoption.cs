using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Hosting;
using ControlPlane.Data.Installations;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Actors;

namespace ControlPlane.Data.Backups;

/// <summary>
/// Takes a database that its server's own tools put back for the true one: publishes its tables under a higher epoch, so that agents, which may be ahead of it, take them.
/// For a process that does nothing else.
/// </summary>
public sealed class DatabaseAdoption(DatabaseStart start, StateWriter writer, TimeProvider time)
{
    /// <summary>Adopts it.</summary>
    /// <param name="actor">Who wants it; it goes into the audit.</param>
    /// <param name="cancellationToken">Gives up before anything is written.</param>
    /// <returns>The newest table of each pool. Refusals: see <see cref="DataRefusals"/>.</returns>
    public async Task<Outcome<Dictionary<string, TablePosition>>> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        var opened = await start.OpenAsync(() => throw new InvalidOperationException("A database that was put back holds its installation."), cancellationToken);
        if (opened.Refusal is { } refusal)
            return refusal;
        return await writer.RunAsync<Dictionary<string, TablePosition>>(
            async (context, token) =>
            {
                var tables = await new FleetStore(context).AdoptAsync(actor, time.GetUtcNow(), token);
                return tables.ToDictionary(t => t.Pool, t => t.Position, StringComparer.Ordinal);
            },
            cancellationToken);
    }
}
