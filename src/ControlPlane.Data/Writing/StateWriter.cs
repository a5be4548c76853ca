using ControlPlane.Contracts.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Writing;

/// <summary>Changes the database of decisions: load, decide, save in one transaction. Thread-safe singleton.</summary>
public sealed class StateWriter(IDbContextFactory<StateContext> contexts) : IAsyncDisposable
{
    private readonly WriterQueue<StateContext> _queue = new(contexts);

    /// <summary>Units that wait.</summary>
    public int Depth => _queue.Depth;

    /// <inheritdoc cref="WriterQueue{TContext}.RunAsync" />
    public Task<Outcome<T>> RunAsync<T>(Func<StateContext, CancellationToken, Task<Outcome<T>>> work, CancellationToken cancellationToken)
        where T : notnull =>
        _queue.RunAsync(work, cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _queue.DisposeAsync();
}
