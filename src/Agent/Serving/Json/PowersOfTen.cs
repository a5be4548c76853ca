using System.Numerics;

namespace ControlPlane.AgentHost.Serving.Json;

/// <summary>The leading bits of powers of ten, the highest bit set: what readers and writers of decimal texts multiply with. Stateless.</summary>
internal static class PowersOfTen
{
    /// <summary>The leading bits of 10^power, what is beyond cut off; <paramref name="isExact"/> when nothing was.</summary>
    public static UInt128 Leading(int power, int bits, out bool isExact)
    {
        var size = BigInteger.Pow(10, Math.Abs(power));
        var length = (int)size.GetBitLength();
        BigInteger rest;
        BigInteger leading;
        if (power < 0)
            leading = BigInteger.DivRem(BigInteger.One << (bits - 1 + length), size, out rest);
        else if (length <= bits)
            (leading, rest) = (size << (bits - length), BigInteger.Zero);
        else
            leading = BigInteger.DivRem(size, BigInteger.One << (length - bits), out rest);

        isExact = rest.IsZero;
        return (UInt128)leading;
    }
}
