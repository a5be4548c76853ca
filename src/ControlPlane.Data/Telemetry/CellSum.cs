using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.Data.Telemetry;

/// <summary>Sums of cell counts in their compact form. Pure; the bytes come from the database or were checked.</summary>
internal static class CellSum
{
    /// <summary>Left plus <paramref name="sign"/> times right; null stands for empty.</summary>
    public static byte[]? Sum(byte[]? left, byte[]? right, int sign)
    {
        if (right is null or [])
            return left;

        var sum = CellCounts.FromBytes(left).Value;
        sum.Add(CellCounts.FromBytes(right).Value, sign);
        return sum.IsEmpty ? null : sum.ToBytes();
    }
}
