using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Hosting;
using ControlPlane.Data.Providers.Postgres;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Data.Writing;

/// <summary>
/// Changes the database of decisions: load, decide, save in one transaction.
/// While its disk is full or its server away every change is refused; agents serve on, and the first change that goes through ends it. Thread-safe singleton.
/// </summary>
public sealed class StateWriter(IDbContextFactory<StateContext> contexts, TimeProvider time, ILoggerFactory loggers) : IAsyncDisposable
{
    private readonly WriterQueue<StateContext> _queue = new(contexts);
    private readonly ILogger _logger = loggers.CreateLogger<StateWriter>();
    private readonly Outage _full = new(time);
    private readonly Outage _lost = new(time);

    /// <summary>Units that wait.</summary>
    public int Depth => _queue.Depth;

    /// <summary>Since when the disk has been full, so that nothing can be changed; null while there is room.</summary>
    public DateTimeOffset? FullSince => _full.Since;

    /// <summary>Since when the server of the database has not been reached; null while it is, and always null where there is no server.</summary>
    public DateTimeOffset? LostSince => _lost.Since;

    /// <inheritdoc cref="WriterQueue{TContext}.RunAsync" />
    /// <returns>What the unit answers; refusal <see cref="DataRefusals.Full"/> when the disk has no room for it, <see cref="DataRefusals.Unreachable"/> when the server is away.</returns>
    public async Task<Outcome<T>> RunAsync<T>(Func<StateContext, CancellationToken, Task<Outcome<T>>> work, CancellationToken cancellationToken)
        where T : notnull
    {
        try
        {
            var outcome = await _queue.RunAsync(work, cancellationToken);
            if (_lost.End())
                _logger.IsBack();
            if (outcome.IsAccepted && _full.End())
                _logger.HasRoom();
            return outcome;
        }
        catch (Exception exception) when (FullDisk.IsCauseOf(exception))
        {
            if (_full.Begin())
                _logger.IsFull(exception);
            return new Refusal(DataRefusals.Full, "The disk of the control plane's database is full, so nothing can be changed; agents serve on. Make room; no restart is needed.");
        }
        catch (Exception exception) when (LostServer.IsCauseOf(exception))
        {
            if (_lost.Begin())
                _logger.IsLost(exception);
            return new Refusal(
                DataRefusals.Unreachable,
                "The server of the control plane's database cannot be reached, so nothing can be changed; agents serve on. Look once it is back whether this was done; no restart is needed.");
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _queue.DisposeAsync();
}
