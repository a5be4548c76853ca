namespace ControlPlane.AgentHost.Inference;

/// <summary>The rounding that a narrower one may follow without an error of its own. Stateless.</summary>
internal static class RoundToOdd
{
    /// <summary>The FP32 next to a value, towards zero, with its last bit set if anything was lost: rounding it further cannot fall on a false middle.</summary>
    public static float ToSingle(double value)
    {
        var narrow = (float)value;
        if (narrow == value)
            return narrow;

        var bits = BitConverter.SingleToUInt32Bits(narrow);
        if (Math.Abs((double)narrow) > Math.Abs(value))
            bits--;
        return BitConverter.UInt32BitsToSingle(bits | 1);
    }
}
