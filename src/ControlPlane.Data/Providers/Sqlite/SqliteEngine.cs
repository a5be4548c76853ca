using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Data.Providers.Sqlite;

/// <summary>Opens two files in the data folder, which it locks against other processes.</summary>
internal sealed class SqliteEngine(
    DataFolder folder, IDbContextFactory<StateContext> stateContexts, IDbContextFactory<SeriesContext> seriesContexts, ILoggerFactory loggers) : IDatabaseEngine
{
    private ProcessLock? _lock;

    /// <inheritdoc />
    public string Place => $"The data folder {folder.Path}";

    /// <inheritdoc />
    public async Task<Refusal?> OpenAsync(CancellationToken cancellationToken)
    {
        if (_lock is null)
        {
            var taken = ProcessLock.Take(folder);
            if (!taken.IsAccepted)
                return taken.Refusal;
            _lock = taken.Value;
        }

        var opener = new DatabaseOpener(loggers.CreateLogger<DatabaseOpener>());
        await using var state = await stateContexts.CreateDbContextAsync(cancellationToken);
        await using var series = await seriesContexts.CreateDbContextAsync(cancellationToken);
        return await opener.OpenAsync(state, folder.StateFile, cancellationToken) ?? await opener.OpenAsync(series, folder.SeriesFile, cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _lock?.Dispose();
        _lock = null;
    }
}
