using System.Text;
using ControlPlane.TestKit.Onnx;

namespace ControlPlane.OnnxRuntime.Tests;

public sealed class SessionLoadingTests
{
    [Fact]
    public void Session_FromPath_RunsLikeTheOneFromBytes()
    {
        var folder = Directory.CreateTempSubdirectory("onnxruntime-tests-");
        var path = Path.Combine(folder.FullName, "größe 世界.onnx");
        File.WriteAllBytes(path, OnnxModels.AddConstant(2, features: 1));
        using var session = new InferenceSession(path);
        folder.Delete(recursive: true);
        using var input = OrtValue.CreateTensorValueFromMemory([40f], [1, 1]);

        using var outputs = session.Run(new Dictionary<string, OrtValue> { ["x"] = input });

        Assert.Equal(42, outputs[0].GetTensorDataAsSpan<float>()[0]);
    }

    [Fact]
    public void Session_BytesOverwrittenAfterwards_RunsOn()
    {
        var bytes = OnnxModels.MatMul(2, 3, 4);
        using var session = new InferenceSession(bytes);
        Array.Clear(bytes);
        using var input = OrtValue.CreateTensorValueFromMemory([1f, 10f], [1, 2]);

        using var outputs = session.Run(new Dictionary<string, OrtValue> { ["x"] = input });

        Assert.Equal(43, outputs[0].GetTensorDataAsSpan<float>()[0]);
    }

    [Fact]
    public void Session_NoSuchFile_SaysWhich()
    {
        var refused = Assert.Throws<OrtException>(() => new InferenceSession("/nowhere/model.onnx"));

        Assert.Equal(OrtErrorCode.NoSuchFile, refused.Code);
        Assert.Contains("/nowhere/model.onnx", refused.Message);
    }

    [Fact]
    public void Session_BytesAreNoModel_IsRefused()
    {
        Assert.Equal(OrtErrorCode.InvalidProtobuf, CodeOf(Encoding.UTF8.GetBytes("This is a text, not a model.")));
        Assert.Equal(OrtErrorCode.InvalidProtobuf, CodeOf(OnnxModels.AddConstant(1)[..40]));
        Assert.NotEqual(OrtErrorCode.Ok, CodeOf([]));
    }

    [Fact]
    public void Session_GraphIsWrong_SaysHow()
    {
        var unknownOperation = new OnnxModelBuilder("g")
            .Input("x", OnnxType.Float, 1).Output("y", OnnxType.Float, 1).Node("NoSuchOperation", ["x"], ["y"]).Build();
        var danglingInput = new OnnxModelBuilder("g")
            .Input("x", OnnxType.Float, 1).Output("y", OnnxType.Float, 1).Node("Add", ["x", "missing"], ["y"]).Build();

        Assert.Contains("NoSuchOperation", Assert.Throws<OrtException>(() => new InferenceSession(unknownOperation)).Message);
        Assert.Contains("missing", Assert.Throws<OrtException>(() => new InferenceSession(danglingInput)).Message);
    }

    [Fact]
    public void Run_NodeFails_ThrowsWithItsWordsAndTheSessionLivesOn()
    {
        using var session = new InferenceSession(OnnxModels.Gather(10, 20, 30));
        using var inside = OrtValue.CreateTensorValueFromMemory([2L, 0L], [2]);
        using var outside = OrtValue.CreateTensorValueFromMemory([3L], [1]);

        var failed = Assert.Throws<OrtException>(() => session.Run(new Dictionary<string, OrtValue> { ["index"] = outside }));
        using var outputs = session.Run(new Dictionary<string, OrtValue> { ["index"] = inside });

        Assert.Equal(OrtErrorCode.InvalidArgument, failed.Code);
        Assert.Contains("Gather", failed.Message);
        Assert.Equal([30f, 10f], outputs[0].GetTensorDataAsSpan<float>().ToArray());
    }

    [Fact]
    public void Run_WrongTypeOrShape_IsRefusedWithTheInputsName()
    {
        using var session = new InferenceSession(OnnxModels.AddConstant(1, features: 2));
        using var wrongType = OrtValue.CreateTensorValueFromMemory([1L, 2L], [1, 2]);
        using var wrongShape = OrtValue.CreateTensorValueFromMemory([1f, 2f, 3f], [1, 3]);

        var type = Assert.Throws<OrtException>(() => session.Run(new Dictionary<string, OrtValue> { ["x"] = wrongType }));
        var shape = Assert.Throws<OrtException>(() => session.Run(new Dictionary<string, OrtValue> { ["x"] = wrongShape }));

        Assert.Equal((OrtErrorCode.InvalidArgument, OrtErrorCode.InvalidArgument), (type.Code, shape.Code));
        Assert.Contains("Unexpected input data type", type.Message);
        Assert.Contains("Got invalid dimensions for input: x", shape.Message);
    }

    private static OrtErrorCode CodeOf(byte[] model) => Assert.Throws<OrtException>(() => new InferenceSession(model)).Code;
}
