using System.Threading.Channels;
using ControlPlane.Contracts.Outcomes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ControlPlane.Data.Writing;

/// <summary>
/// The only writer of one database in this process; where other processes write it too, a transaction begins by waiting for its turn among them. Units of work wait in a bounded channel; those that wait together share one transaction and one sync of the disk,
/// each behind a savepoint of its own, so that a refusal or an exception of one leaves no trace and does not touch the others.
/// A caller hears of success only after the commit. Thread-safe.
/// </summary>
public sealed class WriterQueue<TContext> : IAsyncDisposable
    where TContext : DbContext
{
    /// <summary>Units that may wait; more make callers wait.</summary>
    public const int Capacity = 1_000;

    /// <summary>Most units of one transaction.</summary>
    public const int GroupLimit = 64;

    private const string Savepoint = "unit";

    private readonly IDbContextFactory<TContext> _contexts;
    private readonly Channel<WriteItem<TContext>> _channel =
        Channel.CreateBounded<WriteItem<TContext>>(new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly Task _loop;

    /// <summary>Starts taking units.</summary>
    public WriterQueue(IDbContextFactory<TContext> contexts)
    {
        _contexts = contexts;
        _loop = Task.Run(WriteGroupsAsync);
    }

    /// <summary>Units that wait; a signal of health.</summary>
    public int Depth => _channel.Reader.Count;

    /// <summary>
    /// Runs a unit of work and saves what it changed, unless it refuses or throws.
    /// The unit gets a fresh context inside an open write transaction; it must not wait for anything but that database.
    /// A token that is cancelled before the unit's turn gives it up; once begun, a unit is finished.
    /// </summary>
    public async Task<Outcome<T>> RunAsync<T>(Func<TContext, CancellationToken, Task<Outcome<T>>> work, CancellationToken cancellationToken)
        where T : notnull
    {
        var item = new WriteItem<TContext, T>(work, cancellationToken);
        await _channel.Writer.WriteAsync(item, cancellationToken);
        return await item.Completion;
    }

    /// <summary>Finishes the units that wait, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _channel.Writer.TryComplete();
        await _loop;
    }

    private async Task WriteGroupsAsync()
    {
        var group = new List<WriteItem<TContext>>(GroupLimit);
        while (await _channel.Reader.WaitToReadAsync())
        {
            group.Clear();
            while (group.Count < GroupLimit && _channel.Reader.TryRead(out var item))
                group.Add(item);
            await WriteGroupAsync(group);
        }
    }

    private async Task WriteGroupAsync(List<WriteItem<TContext>> group)
    {
        try
        {
            await using var owner = await _contexts.CreateDbContextAsync();
            await using var transaction = await owner.Database.BeginTransactionAsync();
            foreach (var item in group)
                await RunUnitAsync(owner, transaction, item);
            await transaction.CommitAsync();
        }
        catch (Exception exception) // The edge of the loop: every caller of the group gets the exception.
        {
            group.ForEach(item => item.Fail(exception));
        }

        group.ForEach(item => item.Complete());
    }

    private async Task RunUnitAsync(TContext owner, IDbContextTransaction transaction, WriteItem<TContext> item)
    {
        if (item.CancellationToken.IsCancellationRequested)
        {
            item.Fail(new OperationCanceledException(item.CancellationToken));
            return;
        }

        await transaction.CreateSavepointAsync(Savepoint);
        var isKept = false;
        try
        {
            await using var context = await _contexts.CreateDbContextAsync();
            context.Database.SetDbConnection(owner.Database.GetDbConnection());
            await context.Database.UseTransactionAsync(transaction.GetDbTransaction());
            isKept = await item.RunAsync(context);
        }
        catch (Exception exception) when (!LostTransaction.IsCausedBy(exception)) // The edge of the unit: its caller gets the exception, the group goes on.
        {
            item.Fail(exception);
        }

        if (!isKept)
            await transaction.RollbackToSavepointAsync(Savepoint);
        await transaction.ReleaseSavepointAsync(Savepoint);
    }
}
