namespace ControlPlane.Contracts.Telemetry;

/// <summary>Unsigned LEB128 (DWARF 5, §7.6), at most 9 bytes. Stateless.</summary>
internal static class Varint
{
    public static void Write(MemoryStream to, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            to.WriteByte((byte)(value | 0x80));
        to.WriteByte((byte)value);
    }

    public static bool TryRead(ref ReadOnlySpan<byte> from, out ulong value)
    {
        value = 0;
        for (var at = 0; at < from.Length && at < 9; at++)
        {
            value |= (ulong)(from[at] & 0x7F) << (7 * at);
            if ((from[at] & 0x80) == 0)
            {
                from = from[(at + 1)..];
                return true;
            }
        }

        return false;
    }
}
