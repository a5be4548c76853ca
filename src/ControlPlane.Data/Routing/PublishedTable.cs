using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.Data.Routing;

/// <summary>A routing table as it was published: appended, never changed.</summary>
public sealed class PublishedTable
{
    private PublishedTable()
    {
    }

    public string Pool { get; private init; } = null!;

    /// <summary>Rises by one within the pool.</summary>
    public long Revision { get; private init; }

    public long Epoch { get; private init; }

    /// <summary>SHA-256 of <see cref="Content"/>, lower-case hexadecimal.</summary>
    public string Digest { get; private init; } = null!;

    /// <summary>UTF-8 JSON as published.</summary>
    public byte[] Content { get; private init; } = null!;

    public DateTimeOffset CommittedAt { get; private init; }

    /// <summary>Its place in the order.</summary>
    public TablePosition Position => new(Epoch, Revision);

    internal static PublishedTable Of(SealedRoutingTable table, DateTimeOffset now) => new()
    {
        Pool = table.Table.Pool,
        Revision = table.Table.Revision,
        Epoch = table.Table.Epoch,
        Digest = table.Digest,
        Content = table.Content.ToArray(),
        CommittedAt = now,
    };
}
