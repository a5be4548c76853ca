using System.Threading.Channels;

namespace ControlPlane.AgentHost.Routing;

/// <summary>
/// Where tables and changes of versions wait for the one who applies them. Bounded: the newest tables push out the oldest,
/// because only the newest counts. Singleton, thread-safe.
/// </summary>
internal sealed class TableMailbox
{
    private const int Capacity = 16;

    private readonly Channel<ArrivedTable> _tables =
        Channel.CreateBounded<ArrivedTable>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly Channel<bool> _bell =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>A table came.</summary>
    public void Post(ArrivedTable table)
    {
        _tables.Writer.TryWrite(table);
        Ring();
    }

    /// <summary>A version's state changed.</summary>
    public void Ring() => _bell.Writer.TryWrite(true);

    /// <summary>Waits until something came since the last wait.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken) => await _bell.Reader.ReadAsync(cancellationToken);

    /// <summary>Everything that came, the newest position first.</summary>
    public IReadOnlyList<ArrivedTable> TakeAll()
    {
        var taken = new List<ArrivedTable>();
        while (_tables.Reader.TryRead(out var table))
            taken.Add(table);
        return [.. taken.OrderByDescending(t => t.Position)];
    }
}
