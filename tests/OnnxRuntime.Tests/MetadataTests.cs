using ControlPlane.TestKit.Onnx;

namespace ControlPlane.OnnxRuntime.Tests;

public sealed class MetadataTests
{
    [Fact]
    public void Model_SaysEverything_IsReadWhole()
    {
        var file = new OnnxModelBuilder("graph α")
            .Producer("trainer", "3.1").Domain("org.example").Description("two\nlines").ModelVersion(42)
            .Metadata("owner", "team ß").Metadata("empty", "")
            .Input("x", OnnxType.Float, 1).Output("y", OnnxType.Float, 1).Node("Identity", ["x"], ["y"]).Build();
        using var session = new InferenceSession(file);

        var model = session.ModelMetadata;

        Assert.Equal("trainer", model.ProducerName);
        Assert.Equal("graph α", model.GraphName);
        Assert.Equal("", model.GraphDescription);
        Assert.Equal("org.example", model.Domain);
        Assert.Equal("two\nlines", model.Description);
        Assert.Equal(42, model.Version);
        Assert.Equal(new Dictionary<string, string> { ["owner"] = "team ß", ["empty"] = "" }, model.CustomMetadataMap);
    }

    [Fact]
    public void Model_SaysNothing_GivesEmptyTexts()
    {
        using var session = new InferenceSession(OnnxModels.Identity(OnnxType.Float, 1));

        var model = session.ModelMetadata;

        Assert.Equal(("", "", ""), (model.ProducerName, model.Domain, model.Description));
        Assert.Empty(model.CustomMetadataMap);
    }

    [Fact]
    public void Nodes_Optional_SayWhatTheyAreWhenThereIsOne()
    {
        using var session = new InferenceSession(OptionalEcho());

        var declared = session.InputMetadata["x"];

        Assert.Equal(OnnxValueType.ONNX_TYPE_OPTIONAL, declared.OnnxValueType);
        Assert.False(declared.IsTensor);
        Assert.Equal(TensorElementType.Float, declared.OptionalElement?.ElementDataType);
        Assert.Equal(["N"], declared.OptionalElement!.SymbolicDimensions);
    }

    [Fact]
    public void Run_OptionalInputLeftOut_GivesAnOutputWithoutAValue()
    {
        using var session = new InferenceSession(OptionalEcho());
        using var given = OrtValue.CreateTensorValueFromMemory<float>([1, 2], [2]);

        using var none = session.Run(new Dictionary<string, OrtValue>());
        using var some = session.Run(new Dictionary<string, OrtValue> { ["x"] = given });

        Assert.False(none[0].HasValue);
        Assert.True(some[0].HasValue);
        Assert.Equal([1, 2], some[0].GetTensorDataAsSpan<float>());
    }

    [Fact]
    public void Nodes_OfEveryShape_SayTypeSizesAndNames()
    {
        var file = new OnnxModelBuilder("nodes")
            .Input("scalar", OnnxType.Double)
            .Input("mixed", OnnxType.Int8, "batch", 3, OnnxDimension.Free)
            .Output("s", OnnxType.Double)
            .Output("m", OnnxType.Int8, "batch", 3, OnnxDimension.Free)
            .Node("Identity", ["scalar"], ["s"]).Node("Identity", ["mixed"], ["m"]).Build();
        using var session = new InferenceSession(file);

        var (scalar, mixed) = (session.InputMetadata["scalar"], session.OutputMetadata["m"]);

        Assert.Equal(["scalar", "mixed"], session.InputNames);
        Assert.Equal(["s", "m"], session.OutputNames);
        Assert.True(scalar.IsTensor);
        Assert.Equal(TensorElementType.Double, scalar.ElementDataType);
        Assert.Empty(scalar.Dimensions);
        Assert.Equal(TensorElementType.Int8, mixed.ElementDataType);
        Assert.Equal([-1L, 3L, -1L], mixed.Dimensions);
        Assert.Equal(["batch", "", ""], mixed.SymbolicDimensions);
    }

    [Fact]
    public void Nodes_OfEveryElementType_SayIt()
    {
        foreach (var type in Enum.GetValues<OnnxType>())
        {
            using var session = new InferenceSession(OnnxModels.Identity(type, "N"));

            Assert.Equal((TensorElementType)type, session.InputMetadata["x"].ElementDataType);
            Assert.Equal(type == OnnxType.String, session.OutputMetadata["y"].IsString);
        }
    }

    [Fact]
    public void Metadata_SessionDisposed_StaysReadable()
    {
        var session = new InferenceSession(OnnxModels.Identity(OnnxType.Float, 1));
        session.Dispose();

        Assert.Equal("identity", session.ModelMetadata.GraphName);
        Assert.Equal(["x"], session.InputNames);
    }

    private static byte[] OptionalEcho() => new OnnxModelBuilder("echo").Opset(18)
        .OptionalInput("x", OnnxType.Float, "N").OptionalOutput("y", OnnxType.Float, "N").Node("Identity", ["x"], ["y"]).Build();
}
