using System.Runtime.InteropServices;
using ControlPlane.TestKit.Onnx;

namespace ControlPlane.OnnxRuntime.Tests;

public sealed unsafe class TensorValueTests
{
    [Fact]
    public void Tensor_OfEveryType_ComesThroughAModelUnchanged()
    {
        AssertComesThrough(OnnxType.Float, float.MinValue, -0.5f, float.NaN);
        AssertComesThrough(OnnxType.Double, double.MinValue, -0.5, double.Epsilon);
        AssertComesThrough(OnnxType.Float16, Half.MinValue, (Half)(-0.5f), Half.Epsilon);
        AssertComesThrough(OnnxType.BFloat16, (BFloat16)1.5f, (BFloat16)(-3e38f), (BFloat16)1e-38f);
        AssertComesThrough(OnnxType.Bool, true, false, true);
        AssertComesThrough(OnnxType.UInt8, byte.MinValue, byte.MaxValue, (byte)7);
        AssertComesThrough(OnnxType.Int8, sbyte.MinValue, sbyte.MaxValue, (sbyte)-7);
        AssertComesThrough(OnnxType.UInt16, ushort.MinValue, ushort.MaxValue, (ushort)7);
        AssertComesThrough(OnnxType.Int16, short.MinValue, short.MaxValue, (short)-7);
        AssertComesThrough(OnnxType.UInt32, uint.MinValue, uint.MaxValue, 7u);
        AssertComesThrough(OnnxType.Int32, int.MinValue, int.MaxValue, -7);
        AssertComesThrough(OnnxType.UInt64, ulong.MinValue, ulong.MaxValue, 7ul);
        AssertComesThrough(OnnxType.Int64, long.MinValue, long.MaxValue, -7L);
    }

    [Fact]
    public void Tensor_OverNativeMemory_ReadsAndWritesThatMemory()
    {
        using var session = new InferenceSession(OnnxModels.AddConstant(10, features: 2));
        var memory = (float*)NativeMemory.AlignedAlloc(4 * sizeof(float), 64);
        (memory[0], memory[1]) = (1, 2);
        using var options = new RunOptions();
        using (var input = Over(memory))
        using (var output = Over(memory + 2))
        {
            session.Run(options, session.EncodedInputNames, [input], session.EncodedOutputNames, [output]);
            fixed (byte* address = input.GetTensorMutableRawData())
                Assert.True(address == (byte*)memory);
        }

        var written = (memory[2], memory[3]);
        NativeMemory.AlignedFree(memory);
        Assert.Equal((11f, 12f), written);

        static OrtValue Over(float* address) => OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance, TensorElementType.Float, [1, 2], (nint)address, 2 * sizeof(float));
    }

    [Fact]
    public void Tensor_OverAnArray_SeesLaterWritesToIt()
    {
        var array = new long[] { 1, 2, 3 };
        using var value = OrtValue.CreateTensorValueFromMemory(array, [3]);

        array[1] = 20;

        Assert.Equal([1L, 20L, 3L], value.GetTensorDataAsSpan<long>().ToArray());
    }

    [Fact]
    public void Tensor_OverPartOfAnArray_CoversThatPart()
    {
        using var value = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, new[] { 1, 2, 3, 4 }.AsMemory(1, 2), [2]);

        Assert.Equal([2, 3], value.GetTensorDataAsSpan<int>().ToArray());
    }

    [Fact]
    public void Tensor_MemoryTooSmallForShape_IsRefused()
    {
        var refused = Assert.Throws<OrtException>(() => OrtValue.CreateTensorValueFromMemory(new float[3], [2, 2]));

        Assert.Equal(OrtErrorCode.InvalidArgument, refused.Code);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public void Tensor_ImpossibleShape_IsRefused(long size) =>
        Assert.Throws<OrtException>(() => OrtValue.CreateTensorValueFromMemory(new float[4], [size, 4]));

    [Fact]
    public void Tensor_AllocatedByOnnxRuntime_CanBeWrittenAndRead()
    {
        using var value = OrtValue.CreateAllocatedTensorValue(TensorElementType.Double, [2, 2]);

        value.GetTensorMutableDataAsSpan<double>()[3] = 0.25;

        Assert.Equal(0.25, value.GetTensorDataAsSpan<double>()[3]);
        Assert.Equal(32, value.GetTensorMutableRawData().Length);
    }

    [Fact]
    public void Tensor_ReadAsAnotherType_NamesBoth()
    {
        using var value = OrtValue.CreateTensorValueFromMemory(new float[1], [1]);

        var refused = Assert.Throws<InvalidOperationException>(() => value.GetTensorDataAsSpan<int>().Length);

        Assert.Equal("The tensor holds Float, not Int32.", refused.Message);
    }

    [Fact]
    public void MemoryInfo_Default_IsOrdinaryMemory() => Assert.Equal("Cpu", OrtMemoryInfo.DefaultInstance.Name);

    private static void AssertComesThrough<T>(OnnxType type, params T[] values) where T : unmanaged
    {
        using var input = OrtValue.CreateTensorValueFromMemory(values, [values.Length]);
        using var output = IdentityRuns.Through(type, input, "N");

        Assert.True(output.IsTensor);
        Assert.Equal((TensorElementType)type, output.GetTensorTypeAndShape().ElementDataType);
        Assert.Equal(
            MemoryMarshal.AsBytes<T>(values).ToArray(),
            MemoryMarshal.AsBytes(output.GetTensorDataAsSpan<T>()).ToArray());
    }
}
