using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Data.Writing;

/// <summary>
/// Changes the database of decisions: load, decide, save in one transaction.
/// While its disk is full every change is refused; what is there can be read, agents serve on, and the first change that finds room ends it. Thread-safe singleton.
/// </summary>
public sealed class StateWriter(IDbContextFactory<StateContext> contexts, TimeProvider time, ILoggerFactory loggers) : IAsyncDisposable
{
    private readonly WriterQueue<StateContext> _queue = new(contexts);
    private readonly ILogger _logger = loggers.CreateLogger<StateWriter>();
    private long _fullSinceTicks;

    /// <summary>Units that wait.</summary>
    public int Depth => _queue.Depth;

    /// <summary>Since when the disk has been full, so that nothing can be changed; null while there is room.</summary>
    public DateTimeOffset? FullSince => Interlocked.Read(ref _fullSinceTicks) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <inheritdoc cref="WriterQueue{TContext}.RunAsync" />
    /// <returns>What the unit answers; refusal <see cref="DataRefusals.Full"/> when the disk has no room for it.</returns>
    public async Task<Outcome<T>> RunAsync<T>(Func<StateContext, CancellationToken, Task<Outcome<T>>> work, CancellationToken cancellationToken)
        where T : notnull
    {
        try
        {
            var outcome = await _queue.RunAsync(work, cancellationToken);
            if (outcome.IsAccepted && Interlocked.Exchange(ref _fullSinceTicks, 0) > 0)
                _logger.HasRoom();
            return outcome;
        }
        catch (Exception exception) when (FullDisk.IsCauseOf(exception))
        {
            if (Interlocked.CompareExchange(ref _fullSinceTicks, time.GetUtcNow().UtcTicks, 0) == 0)
                _logger.IsFull(exception);
            return new Refusal(DataRefusals.Full, "The disk of the control plane's database is full, so nothing can be changed; agents serve on. Make room; no restart is needed.");
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _queue.DisposeAsync();
}
