using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Models;
using ControlPlane.Domain.Tests.Building;
using ControlPlane.TestKit.Onnx;

namespace ControlPlane.Domain.Tests.Models;

public sealed class OutputReadingRuleTests
{
    [Fact]
    public void Infer_LabelBesideProbabilities_ReadsTheProbabilities()
    {
        var reading = OnnxModelReaderTests.Read(OnnxModels.Classifier(4, 1, 2, 3, 4, 5, 6, 7, 8)).Then(OutputReadingRule.Infer).Value;

        Assert.Equal((OutputKind.Probabilities, "probabilities"), (reading.Kind, reading.Output));
    }

    [Fact]
    public void Infer_ZipMap_ReadsItAsProbabilitiesThatCarryTheirNames()
    {
        var reading = OnnxModelReaderTests.Read(OnnxModels.ZipMap("cat", "dog")).Then(OutputReadingRule.Infer).Value;

        Assert.Equal((OutputKind.Probabilities, "y"), (reading.Kind, reading.Output));
        Assert.Empty(reading.ClassNames);
    }

    [Fact]
    public void Infer_ClassNamesAsManyAsNumbers_TellsProbabilitiesFromAVector()
    {
        var logits = new TensorSignature { Name = "logits", Datatype = "FP32", Shape = [-1, 3] };

        Assert.Equal(OutputKind.Vector, Infer(logits).Value.Kind);
        Assert.Equal(OutputKind.Probabilities, Infer(logits, ("class_names", """["a","b","c"]""")).Value.Kind);
    }

    [Theory]
    [InlineData("INT64", new long[] { -1 }, OutputKind.Label)]
    [InlineData("BYTES", new long[] { -1, 1 }, OutputKind.Label)]
    [InlineData("FP32", new long[] { -1, 1 }, OutputKind.Score)]
    [InlineData("FP16", new long[] { -1 }, OutputKind.Score)]
    [InlineData("FP32", new long[] { -1, 128 }, OutputKind.Vector)]
    [InlineData("FP32", new long[] { -1, -1 }, OutputKind.Vector)]
    public void Infer_OneOutput_FollowsTypeAndShape(string datatype, long[] shape, OutputKind kind) =>
        Assert.Equal(kind, Infer(new TensorSignature { Name = "y", Datatype = datatype, Shape = shape }).Value.Kind);

    [Fact]
    public void Infer_NamesAndPositiveClass_AreTakenOver()
    {
        var reading = Infer(
            new TensorSignature { Name = "probabilities", Datatype = "FP32", Shape = [-1, 2] },
            ("class_names", """["legitimate","fraud"]"""), ("positive_class", "fraud")).Value;

        Assert.Equal(["legitimate", "fraud"], reading.ClassNames);
        Assert.Equal("fraud", reading.PositiveClass);
    }

    [Theory]
    [InlineData("cat,dog", null, "class_names")]
    [InlineData("[]", null, "class_names")]
    [InlineData("""["a","a"]""", null, "class_names")]
    [InlineData("""["a",null]""", null, "class_names")]
    [InlineData("""{"0":"a"}""", null, "class_names")]
    [InlineData("""["a","b","c"]""", null, "class_names")]
    [InlineData("""["a","b"]""", "z", "positive_class")]
    public void Infer_MetadataThatContradicts_NamesTheEntry(string names, string? positive, string entry)
    {
        var output = new TensorSignature { Name = "probabilities", Datatype = "FP32", Shape = [-1, 2] };
        (string, string)[] metadata = positive is null ? [("class_names", names)] : [("class_names", names), ("positive_class", positive)];

        var refusal = Infer(output, metadata).Refusal;

        Assert.Equal(ModelRefusals.ReadingInvalid, refusal?.Code);
        Assert.Equal($"metadata_props[{entry}]", refusal!.Fields[0].Field);
    }

    private static ControlPlane.Contracts.Outcomes.Outcome<OutputReading> Infer(TensorSignature output, params (string Key, string Value)[] metadata) =>
        OutputReadingRule.Infer(RegisteredModelBuilder.ADescription(output) with { Metadata = metadata.ToDictionary(m => m.Key, m => m.Value) });
}
