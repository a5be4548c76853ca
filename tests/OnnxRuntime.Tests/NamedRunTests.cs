using ControlPlane.TestKit.Onnx;

namespace ControlPlane.OnnxRuntime.Tests;

public sealed class NamedRunTests
{
    private static readonly float[] Weights = [1, 0, 0.5f, 0, 1, 0.5f];

    [Fact]
    public void Run_ByNames_GivesEveryOutputInTheModelsOrder()
    {
        using var session = new InferenceSession(OnnxModels.Classifier(features: 2, weights: Weights));
        using var input = OrtValue.CreateTensorValueFromMemory([3f, 1f, 0f, 5f], [2, 2]);

        using var outputs = session.Run(new Dictionary<string, OrtValue> { ["x"] = input });

        Assert.Equal(["label", "probabilities"], session.OutputNames);
        Assert.Equal(2, outputs.Count);
        Assert.Equal([0L, 1L], outputs[0].GetTensorDataAsSpan<long>().ToArray());
        Assert.Equal([2L, 3L], outputs[1].GetTensorTypeAndShape().Shape);
    }

    [Fact]
    public void Run_OneOutputAskedFor_GivesOnlyThatOne()
    {
        using var session = new InferenceSession(OnnxModels.Classifier(features: 2, weights: Weights));
        using var input = OrtValue.CreateTensorValueFromMemory([0f, 5f], [1, 2]);

        using var outputs = session.Run(null, ["x"], [input], ["label"]);

        Assert.Equal(1, Assert.Single(outputs).GetTensorDataAsSpan<long>()[0]);
    }

    [Theory]
    [InlineData("z", "y", "The model has no input z; it has a, b.")]
    [InlineData("a", "z", "The model has no output z; it has y.")]
    public void Run_UnknownName_NamesItAndTheKnownOnes(string input, string output, string message)
    {
        using var session = new InferenceSession(OnnxModels.Add(OnnxType.Float, 1));
        using var value = OrtValue.CreateTensorValueFromMemory([1f], [1]);

        var refused = Assert.Throws<OrtException>(() => session.Run(null, [input], [value], [output]));

        Assert.Equal(OrtErrorCode.InvalidArgument, refused.Code);
        Assert.Equal(message, refused.Message);
    }

    [Fact]
    public void Run_InputLeftOut_SaysWhichOne()
    {
        using var session = new InferenceSession(OnnxModels.Add(OnnxType.Float, 1));
        using var value = OrtValue.CreateTensorValueFromMemory([1f], [1]);

        var refused = Assert.Throws<OrtException>(() => session.Run(null, ["a"], [value], ["y"]));

        Assert.Equal(OrtErrorCode.Fail, refused.Code);
        Assert.Contains("Missing Input: b", refused.Message);
    }

    [Fact]
    public void Run_MoreNamesThanValues_IsRefused()
    {
        using var session = new InferenceSession(OnnxModels.Add(OnnxType.Float, 1));
        using var value = OrtValue.CreateTensorValueFromMemory([1f], [1]);

        Assert.Throws<ArgumentException>(() => session.Run(null, ["a", "b"], [value], ["y"]));
    }
}
