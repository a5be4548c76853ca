using System.Runtime.InteropServices;
using ControlPlane.AgentHost.Inference;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Tests.Inference;

public sealed class PrecisionBridgeTests
{
    [Theory]
    [InlineData(2049.0, 2048.0)]
    [InlineData(2051.0, 2052.0)]
    [InlineData(2049.0000001, 2050.0)]
    [InlineData(-0.0, -0.0)]
    [InlineData(65519.999, 65504.0)]
    [InlineData(2.98023223876953125E-08, 0.0)]
    [InlineData(2.980232238769532E-08, 5.960464477539063E-08)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    public void Convert_DoubleToHalf_RoundsOnceToNearestEven(double value, double expected)
    {
        Assert.Equal(expected, (double)Convert<double, Half>([value], TensorElementType.Double, TensorElementType.Float16, out var beyond)[0]);
        Assert.Equal(-1, beyond);
    }

    [Fact]
    public void Convert_DoubleJustAboveTheMiddleOfTwoBrainValues_IsNotRoundedTwice()
    {
        // In FP32 it would fall on the middle, and from there down to the even neighbour.
        var value = 1.00390625 + Math.Pow(2, -40);

        var converted = Convert<double, BFloat16>([value, 1.00390625], TensorElementType.Double, TensorElementType.BFloat16, out _);

        Assert.Equal([1.0078125f, 1f], converted.Select(c => c.ToSingle()));
    }

    [Theory]
    [InlineData(TensorElementType.Float16, 65520.0)]
    [InlineData(TensorElementType.Float, 3.5e38)]
    [InlineData(TensorElementType.BFloat16, 3.4e38)]
    public void Convert_BeyondTheRange_NamesTheElement(TensorElementType to, double value)
    {
        double[] values = [.. Enumerable.Repeat(1.0, 300), value];

        var beyond = PrecisionBridge.Convert(MemoryMarshal.AsBytes<double>(values), TensorElementType.Double, new byte[values.Length * to.SizeInBytes()], to);

        Assert.Equal(300, beyond);
    }

    [Fact]
    public void Convert_EveryHalfToFloatAndBack_IsTheSame()
    {
        Half[] all = [.. Enumerable.Range(0, ushort.MaxValue + 1).Select(bits => BitConverter.UInt16BitsToHalf((ushort)bits)).Where(h => !Half.IsNaN(h))];

        var wide = Convert<Half, float>(all, TensorElementType.Float16, TensorElementType.Float, out _);
        var back = Convert<float, Half>(wide, TensorElementType.Float, TensorElementType.Float16, out _);

        Assert.Equal(all.Select(BitConverter.HalfToUInt16Bits), back.Select(BitConverter.HalfToUInt16Bits));
    }

    [Theory]
    [InlineData(TensorElementType.Float, TensorElementType.Float16, true)]
    [InlineData(TensorElementType.Float, TensorElementType.Int64, false)]
    [InlineData(TensorElementType.String, TensorElementType.Float, false)]
    public void CanCarry_FractionsOnly(TensorElementType from, TensorElementType to, bool expected) =>
        Assert.Equal(expected, PrecisionBridge.CanCarry(from, to));

    private static TTo[] Convert<TFrom, TTo>(TFrom[] values, TensorElementType from, TensorElementType to, out int beyond)
        where TFrom : unmanaged
        where TTo : unmanaged
    {
        var converted = new TTo[values.Length];
        beyond = PrecisionBridge.Convert(MemoryMarshal.AsBytes<TFrom>(values), from, MemoryMarshal.AsBytes(converted.AsSpan()), to);
        return converted;
    }
}
