using System.Text.Json;
using ControlPlane.Demo.Models;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.Demo.Tests.Models;

public sealed class ModelSetTests
{
    [Fact]
    public void Models_OfASet_AreFourForPetsAndTwoForFraud()
    {
        Assert.Equal(
            ["pets-v1.onnx", "pets-v2.onnx", "pets-v3.onnx", "pets-v4.onnx", "fraud-v1.onnx", "fraud-v2.onnx"],
            TrainedSet.Usual.Models.Select(model => model.FileName));
    }

    [Theory]
    [MemberData(nameof(AllVersions))]
    public void OnnxRuntime_OnEveryVersion_ReadsTheSameInputAndTheDeclaredOutputs(string model, int version)
    {
        using var session = new ModelSession(Find(model, version));

        var (name, input) = Assert.Single(session.Inner.InputMetadata);
        Assert.Equal(model == "pets" ? "image" : "features", name);
        Assert.Equal(TensorElementType.Float, input.ElementDataType);
        Assert.Equal(model == "pets" ? [-1, 3, 16, 16] : [-1, 30], input.Dimensions);
        Assert.Equal("N", input.SymbolicDimensions[0]);

        Assert.Equal(["label", "probabilities"], session.Inner.OutputNames);
        var label = session.Inner.OutputMetadata["label"];
        Assert.Equal(TensorElementType.Int64, label.ElementDataType);
        Assert.Equal([-1], label.Dimensions);
        var probabilities = session.Inner.OutputMetadata["probabilities"];
        Assert.Equal(TensorElementType.Float, probabilities.ElementDataType);
        Assert.Equal([-1, Find(model, version).ClassNames.Count], probabilities.Dimensions);
    }

    [Theory]
    [MemberData(nameof(AllVersions))]
    public void OnnxRuntime_OnEveryVersion_ReadsWhatTheFileSaysOfItself(string model, int version)
    {
        using var session = new ModelSession(Find(model, version));

        var said = session.Inner.ModelMetadata;
        Assert.Equal("controlplane-demo", said.ProducerName);
        Assert.Equal(version, said.Version);
        Assert.Equal($"{model}-v{version}", said.GraphName);
        Assert.Equal(Find(model, version).Description, said.GraphDescription);
        Assert.Equal(Find(model, version).Description, said.CustomMetadataMap["description"]);
        Assert.Equal(ClassNames(model, version), JsonSerializer.Deserialize<string[]>(said.CustomMetadataMap["class_names"]));
        Assert.Equal(model == "fraud" ? "fraud" : null, said.CustomMetadataMap.GetValueOrDefault("positive_class"));
    }

    public static TheoryData<string, int> AllVersions() => new()
    {
        { "pets", 1 }, { "pets", 2 }, { "pets", 3 }, { "pets", 4 }, { "fraud", 1 }, { "fraud", 2 },
    };

    private static string[] ClassNames(string model, int version) => (model, version) switch
    {
        ("pets", 1) => ["cat", "dog"],
        ("pets", _) => ["cat", "dog", "koala"],
        _ => ["legitimate", "fraud"],
    };

    private static DemoModel Find(string model, int version) => model == "pets" ? TrainedSet.Pets(version) : TrainedSet.Fraud(version);
}
