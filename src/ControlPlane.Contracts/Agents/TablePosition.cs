namespace ControlPlane.Contracts.Agents;

/// <summary>Where a table stands in the order of its pool's tables. Ordered by epoch, then revision. Immutable.</summary>
/// <param name="Epoch">Fencing number, 0 before any table.</param>
/// <param name="Revision">Revision, 0 before any table.</param>
public readonly record struct TablePosition(long Epoch, long Revision) : IComparable<TablePosition>
{
    /// <inheritdoc />
    public int CompareTo(TablePosition other) =>
        Epoch != other.Epoch ? Epoch.CompareTo(other.Epoch) : Revision.CompareTo(other.Revision);

    /// <summary>Whether left comes before right.</summary>
    public static bool operator <(TablePosition left, TablePosition right) => left.CompareTo(right) < 0;

    /// <summary>Whether left comes after right.</summary>
    public static bool operator >(TablePosition left, TablePosition right) => left.CompareTo(right) > 0;

    /// <summary>Whether left is right or comes before it.</summary>
    public static bool operator <=(TablePosition left, TablePosition right) => left.CompareTo(right) <= 0;

    /// <summary>Whether left is right or comes after it.</summary>
    public static bool operator >=(TablePosition left, TablePosition right) => left.CompareTo(right) >= 0;

    /// <inheritdoc />
    public override string ToString() => $"({Epoch}, {Revision})";
}
