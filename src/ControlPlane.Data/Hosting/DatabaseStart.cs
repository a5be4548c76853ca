using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Artifacts;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Installations;
using ControlPlane.Data.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Data.Hosting;

/// <summary>
/// Opens the data folder: takes its lock, checks both databases, brings them to this build's schema, and knows the installation.
/// Nothing else of this assembly may be used before. Singleton; disposing it frees the folder.
/// </summary>
public sealed class DatabaseStart(
    DataFolder folder,
    IDbContextFactory<StateContext> stateContexts,
    IDbContextFactory<SeriesContext> seriesContexts,
    StateWriter writer,
    IArtifactStore artifacts,
    CurrentInstallation current,
    TimeProvider time,
    ILoggerFactory loggers) : IDisposable
{
    private ProcessLock? _lock;

    /// <summary>Opens the folder. Must not be called twice at once.</summary>
    /// <param name="seed">Makes the identity of a new installation; not called when there is one.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <returns>A code of <see cref="DataRefusals"/>; nothing was changed then.</returns>
    public async Task<Outcome<Installation>> OpenAsync(Func<InstallationSeed> seed, CancellationToken cancellationToken)
    {
        if (_lock is null)
        {
            var taken = ProcessLock.Take(folder);
            if (!taken.IsAccepted)
                return taken.Refusal;
            _lock = taken.Value;
        }

        if (await OpenDatabasesAsync(cancellationToken) is { } refusal)
        {
            Dispose();
            return refusal;
        }

        var installation = await writer.RunAsync<Installation>(
            async (context, token) =>
            {
                var now = time.GetUtcNow();
                var installation = await context.Installations.AsNoTracking().SingleOrDefaultAsync(token);
                if (installation is null)
                {
                    installation = Installation.Create(seed(), now);
                    context.Installations.Add(installation);
                }

                if (await new AuditStore(context).HeadAsync(token) is null)
                    context.Note(AuditDrafts.Beginning(installation.ClusterId, now));
                return installation;
            },
            cancellationToken);
        artifacts.Prepare();
        current.Set(installation.Value);
        loggers.CreateLogger<DatabaseStart>().Opened(folder.Path, installation.Value.ClusterId, installation.Value.Epoch);
        return installation;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _lock?.Dispose();
        _lock = null;
    }

    private async Task<Refusal?> OpenDatabasesAsync(CancellationToken cancellationToken)
    {
        var opener = new DatabaseOpener(loggers.CreateLogger<DatabaseOpener>());
        await using var state = await stateContexts.CreateDbContextAsync(cancellationToken);
        await using var series = await seriesContexts.CreateDbContextAsync(cancellationToken);
        return await opener.OpenAsync(state, folder.StateFile, cancellationToken) ?? await opener.OpenAsync(series, folder.SeriesFile, cancellationToken);
    }
}
