using ControlPlane.TestKit.Onnx;

namespace ControlPlane.OnnxRuntime.Tests;

public sealed class ShapeTests
{
    [Fact]
    public void Scalar_ThroughAModel_HasNoDimensionAndOneElement()
    {
        using var input = OrtValue.CreateTensorValueFromMemory([2.5f], []);
        using var output = IdentityRuns.Through(OnnxType.Float, input);

        var described = output.GetTensorTypeAndShape();

        Assert.Empty(described.Shape);
        Assert.Equal(0, described.DimensionsCount);
        Assert.Equal(1, described.ElementCount);
        Assert.Equal([2.5f], output.GetTensorDataAsSpan<float>().ToArray());
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(3, 0)]
    [InlineData(0, 0)]
    public void Tensor_WithoutElements_ComesThroughAModelWithItsShape(long rows, long columns)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(Array.Empty<float>(), [rows, columns]);
        using var output = IdentityRuns.Through(OnnxType.Float, input, "N", "M");

        var described = output.GetTensorTypeAndShape();

        Assert.Equal([rows, columns], described.Shape);
        Assert.Equal(0, described.ElementCount);
        Assert.True(output.GetTensorDataAsSpan<float>().IsEmpty);
        Assert.True(output.GetTensorMutableRawData().IsEmpty);
    }

    [Fact]
    public void CopyShape_RoomEnough_GivesRankAndTypeWithoutAllocating()
    {
        using var value = OrtValue.CreateTensorValueFromMemory(new short[24], [2, 3, 4]);
        var shape = new long[8];
        value.CopyShape(shape, out _);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var rank = value.CopyShape(shape, out var type);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
        Assert.Equal([2L, 3L, 4L], shape[..rank]);
        Assert.Equal(TensorElementType.Int16, type);
    }

    [Fact]
    public void CopyShape_RoomTooSmall_IsRefused()
    {
        using var value = OrtValue.CreateTensorValueFromMemory(new short[24], [2, 3, 4]);

        Assert.Throws<ArgumentException>(() => value.CopyShape(new long[2], out _));
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(7, 3)]
    [InlineData(300, 3)]
    public void Run_FreeDimension_ComesOutAsItWentIn(int rows, int features)
    {
        using var session = new InferenceSession(OnnxModels.AddConstant(1, features));
        using var input = OrtValue.CreateTensorValueFromMemory(new float[rows * features], [rows, features]);

        using var outputs = session.Run(new Dictionary<string, OrtValue> { ["x"] = input });

        Assert.Equal([rows, features], outputs[0].GetTensorTypeAndShape().Shape);
        Assert.All(outputs[0].GetTensorDataAsSpan<float>().ToArray(), element => Assert.Equal(1, element));
    }

    [Fact]
    public void SizeInBytes_TypesOfDotNet_AgreesWithDotNet()
    {
        AssertSize<float>();
        AssertSize<double>();
        AssertSize<Half>();
        AssertSize<BFloat16>();
        AssertSize<bool>();
        AssertSize<byte>();
        AssertSize<sbyte>();
        AssertSize<ushort>();
        AssertSize<short>();
        AssertSize<uint>();
        AssertSize<int>();
        AssertSize<ulong>();
        AssertSize<long>();
        Assert.Equal(0, TensorElementType.String.SizeInBytes());
        Assert.Throws<NotSupportedException>(() => TensorElementTypes.Of<decimal>());
    }

    private static unsafe void AssertSize<T>() where T : unmanaged => Assert.Equal(sizeof(T), TensorElementTypes.Of<T>().SizeInBytes());
}
