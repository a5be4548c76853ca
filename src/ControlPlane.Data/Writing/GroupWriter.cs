using System.Threading.Channels;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Data.Writing;

/// <summary>Sums a group of items within one unit of work.</summary>
internal delegate Task<Outcome<int>> GroupWork<in TItem>(SeriesContext context, IReadOnlyList<TItem> group, CancellationToken cancellationToken);

/// <summary>
/// Writes items that wait together as one unit of work: measurements of the same seconds touch the same rows, which are then read and written once for all of them.
/// An item's sender hears of it only after the commit. Thread-safe.
/// </summary>
internal sealed class GroupWriter<TItem> : IAsyncDisposable
    where TItem : class
{
    /// <summary>Items that may wait; more make senders wait.</summary>
    public const int Capacity = 1_000;

    /// <summary>Most items of a group.</summary>
    public const int ItemLimit = 64;

    private readonly Channel<WaitingItem> _waiting =
        Channel.CreateBounded<WaitingItem>(new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly SeriesWriter _writer;
    private readonly Func<TItem, int> _rowsOf;
    private readonly int _rowLimit;
    private readonly GroupWork<TItem> _work;
    private readonly Task _loop;

    /// <summary>Starts taking items.</summary>
    /// <param name="writer">The only writer of the database.</param>
    /// <param name="rowsOf">How many rows an item has.</param>
    /// <param name="rowLimit">A group with as many rows takes no further item, so that it does not hold the writer up for much longer than one item can.</param>
    /// <param name="work">What is done with a group.</param>
    public GroupWriter(SeriesWriter writer, Func<TItem, int> rowsOf, int rowLimit, GroupWork<TItem> work)
    {
        _writer = writer;
        _rowsOf = rowsOf;
        _rowLimit = rowLimit;
        _work = work;
        _loop = Task.Run(WriteGroupsAsync);
    }

    /// <summary>Items that wait; a signal of health.</summary>
    public int Depth => _waiting.Reader.Count;

    /// <summary>Commits an item. A token that is cancelled before the item's turn gives it up; once begun, it is finished.</summary>
    public async Task WriteAsync(TItem item, CancellationToken cancellationToken)
    {
        var waiting = new WaitingItem(item, cancellationToken);
        await _waiting.Writer.WriteAsync(waiting, cancellationToken);
        await waiting.Completion.Task;
    }

    /// <summary>Writes what waits, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
    }

    private async Task WriteGroupsAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync())
        {
            var group = TakeGroup();
            if (group.Count > 0)
                await WriteAsync(group);
        }
    }

    private List<WaitingItem> TakeGroup()
    {
        var (group, rows) = (new List<WaitingItem>(), 0);
        while (group.Count < ItemLimit && rows < _rowLimit && _waiting.Reader.TryRead(out var waiting))
        {
            if (waiting.CancellationToken.IsCancellationRequested)
            {
                waiting.Completion.TrySetCanceled(waiting.CancellationToken);
                continue;
            }

            group.Add(waiting);
            rows += _rowsOf(waiting.Item);
        }

        return group;
    }

    private async Task WriteAsync(List<WaitingItem> group)
    {
        try
        {
            _ = (await _writer.RunAsync<int>((context, token) => _work(context, [.. group.Select(w => w.Item)], token), CancellationToken.None)).Value;
            group.ForEach(waiting => waiting.Completion.TrySetResult());
        }
        catch (Exception) when (group.Count > 1)
        {
            // Nothing of the group was kept. One that cannot be summed must not hold the others up, so each is tried alone.
            foreach (var waiting in group)
                await WriteAsync([waiting]);
        }
        catch (Exception exception) // The edge of the loop: the sender gets the exception.
        {
            group[0].Completion.TrySetException(exception);
        }
    }

    private sealed record WaitingItem(TItem Item, CancellationToken CancellationToken)
    {
        public TaskCompletionSource Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
