using ControlPlane.TestKit.Onnx;

namespace ControlPlane.OnnxRuntime.Tests;

/// <summary>The test kit's own files do what they say.</summary>
public sealed class OnnxModelsTests
{
    [Theory]
    [InlineData(OnnxType.Int64, TensorElementType.Int64)]
    [InlineData(OnnxType.Float16, TensorElementType.Float16)]
    [InlineData(OnnxType.BFloat16, TensorElementType.BFloat16)]
    [InlineData(OnnxType.String, TensorElementType.String)]
    public void Cast_FromFloat_GivesTheOtherType(OnnxType to, TensorElementType type)
    {
        using var y = Run(OnnxModels.Cast(OnnxType.Float, to, "N"), [2f], [1]);

        Assert.Equal(type, y.GetTensorTypeAndShape().ElementDataType);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(5f)]
    public void FailsOnNegative_NothingBelowZero_GivesTheRowBack(float least)
    {
        using var y = Run(OnnxModels.FailsOnNegative(features: 2), [least, 9f], [1, 2]);

        Assert.Equal([least, 9f], y.GetTensorDataAsSpan<float>().ToArray());
    }

    [Theory]
    [InlineData(-0.01f)]
    [InlineData(-1f)]
    [InlineData(-1000f)]
    public void FailsOnNegative_SomethingBelowZero_Fails(float least) =>
        Assert.Throws<OrtException>(() => Run(OnnxModels.FailsOnNegative(features: 2), [least, 9f], [1, 2]));

    [Fact]
    public void Slow_AnyRow_GivesItBack()
    {
        using var y = Run(OnnxModels.Slow(steps: 3, size: 8, features: 2), [1f, -2f, 3f, 4f], [2, 2]);

        Assert.Equal([1f, -2f, 3f, 4f], y.GetTensorDataAsSpan<float>().ToArray());
    }

    [Fact]
    public void MatMul_Weights_AreRowMajor()
    {
        using var y = Run(OnnxModels.MatMul(features: 2, weights: [1, 2, 3, 4, 5, 6]), [1f, 10f], [1, 2]);

        Assert.Equal([41f, 52f, 63f], y.GetTensorDataAsSpan<float>().ToArray());
    }

    [Fact]
    public void External_Initializer_IsLookedForInItsFile()
    {
        var model = new OnnxModelBuilder("external")
            .Input("x", OnnxType.Float, 1).Output("y", OnnxType.Float, 1)
            .Initializer("w", OnnxTensor.External(OnnxType.Float, [1], "no-such-file.bin"))
            .Node("Add", ["x", "w"], ["y"]).Build();

        Assert.Contains("no-such-file.bin", Assert.Throws<OrtException>(() => new InferenceSession(model)).Message);
    }

    [Fact]
    public void Initializer_OfStrings_IsReadByAModel()
    {
        var model = new OnnxModelBuilder("labels")
            .Input("x", OnnxType.Int64, "N").Output("y", OnnxType.String, "N")
            .Initializer("labels", OnnxTensor.OfStrings([2], "no", "yes"))
            .Node("Gather", ["labels", "x"], ["y"]).Build();
        using var session = new InferenceSession(model);
        using var x = OrtValue.CreateTensorValueFromMemory([1L, 0L], [2]);

        using var outputs = session.Run(new Dictionary<string, OrtValue> { ["x"] = x });

        Assert.Equal(["yes", "no"], outputs[0].GetStringTensorAsArray());
    }

    private static OrtValue Run(byte[] model, float[] values, long[] shape)
    {
        using var session = new InferenceSession(model);
        using var x = OrtValue.CreateTensorValueFromMemory(values, shape);
        return session.Run(new Dictionary<string, OrtValue> { ["x"] = x })[0];
    }
}
