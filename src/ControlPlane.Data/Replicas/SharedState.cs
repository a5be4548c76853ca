using ControlPlane.Data.Hosting;
using ControlPlane.Data.Providers.Postgres;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ControlPlane.Data.Replicas;

/// <summary>Tells a replica that others committed something: by a number that rises, which is the truth, and by notices, which may be lost. Thread-safe.</summary>
public sealed class SharedState(IDbContextFactory<StateContext> contexts, IOptions<DataOptions> options)
{
    /// <summary>The number; a higher one than before means that something was committed.</summary>
    public async Task<long> RevisionAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<StateRevision>().AsNoTracking().Select(r => r.Value).SingleAsync(cancellationToken);
    }

    /// <summary>Calls back at every notice until the connection ends or is given up.</summary>
    /// <param name="onNotice">Must not wait.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task ListenAsync(Action onNotice, CancellationToken cancellationToken)
    {
        var address = PostgresAddress.Read(options.Value.Database!, out _)!;
        await using var connection = new NpgsqlConnection(PostgresSettings.Complete(address));
        await connection.OpenAsync(cancellationToken);
        connection.Notification += (_, _) => onNotice();
        await using (var listen = new NpgsqlCommand($"LISTEN {PostgresStateContext.Channel}", connection))
            await listen.ExecuteNonQueryAsync(cancellationToken);
        while (true)
            await connection.WaitAsync(cancellationToken);
    }
}
