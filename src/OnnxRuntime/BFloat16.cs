namespace ControlPlane.OnnxRuntime;

/// <summary>The upper half of a <see cref="float"/>: its range with eight bits of precision.</summary>
public readonly record struct BFloat16(ushort Value)
{
    private const uint QuietBit = 0x0040;

    public static explicit operator BFloat16(float value) => FromSingle(value);

    public static explicit operator float(BFloat16 value) => value.ToSingle();

    /// <summary>Rounds to the nearest, ties to even; a NaN stays a NaN.</summary>
    public static BFloat16 FromSingle(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        if (float.IsNaN(value))
            return new((ushort)(bits >> 16 | QuietBit));

        var roundUp = 0x7FFF + (bits >> 16 & 1);
        return new((ushort)(bits + roundUp >> 16));
    }

    public float ToSingle() => BitConverter.UInt32BitsToSingle((uint)Value << 16);
}
