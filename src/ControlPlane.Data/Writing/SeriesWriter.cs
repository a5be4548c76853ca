using ControlPlane.Contracts.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Writing;

/// <summary>Changes the database of measurements. Thread-safe singleton.</summary>
public sealed class SeriesWriter(IDbContextFactory<SeriesContext> contexts) : IAsyncDisposable
{
    private readonly WriterQueue<SeriesContext> _queue = new(contexts);

    /// <summary>Units that wait.</summary>
    public int Depth => _queue.Depth;

    /// <inheritdoc cref="WriterQueue{TContext}.RunAsync" />
    internal Task<Outcome<T>> RunAsync<T>(Func<SeriesContext, CancellationToken, Task<Outcome<T>>> work, CancellationToken cancellationToken)
        where T : notnull =>
        _queue.RunAsync(work, cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _queue.DisposeAsync();
}
