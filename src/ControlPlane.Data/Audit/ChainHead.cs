using ControlPlane.Contracts.Audit;

namespace ControlPlane.Data.Audit;

/// <summary>
/// Where the audit chain ends: read and raised in the transaction that appends, so that two appends at once cannot both follow the same entry,
/// and so that a cut end is noticed.
/// </summary>
public sealed class ChainHead
{
    internal const int OnlyId = 1;

    private ChainHead()
    {
    }

    /// <summary>Always 1.</summary>
    public int Id { get; private init; }

    /// <summary>Number of the newest entry.</summary>
    public long Sequence { get; private set; }

    /// <summary>Its hash.</summary>
    public string Hash { get; private set; } = null!;

    /// <summary>As others keep it.</summary>
    public AuditHead Value => new(Sequence, Hash);

    internal static ChainHead At(AuditHead head) => new() { Id = OnlyId, Sequence = head.Sequence, Hash = head.Hash };

    internal void MoveTo(AuditHead head)
    {
        Sequence = head.Sequence;
        Hash = head.Hash;
    }
}
