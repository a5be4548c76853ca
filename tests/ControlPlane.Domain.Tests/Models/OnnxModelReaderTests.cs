using ControlPlane.Domain.Models;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Onnx;

namespace ControlPlane.Domain.Tests.Models;

public sealed class OnnxModelReaderTests
{
    [Fact]
    public void Read_BuiltClassifier_GivesEverythingTheFileSays()
    {
        var file = new OnnxModelBuilder("g")
            .Producer("pytorch", "2.1").Description("a test").Opset(18).Opset("ai.onnx.ml", 3)
            .Metadata("class_names", "[\"cat\",\"dog\"]")
            .Input("x", OnnxType.Float, "N", 4).Output("y", OnnxType.Float, "N", 2)
            .Initializer("weights", OnnxTensor.Of<float>([4, 2], [1, 2, 3, 4, 5, 6, 7, 8]))
            .Node("MatMul", ["x", "weights"], ["logits"]).Node("Softmax", ["logits"], ["y"], OnnxAttribute.Int("axis", 1))
            .Build();

        var model = Read(file).Value;

        Assert.Equal((8, "pytorch 2.1", "a test", 2), (model.IrVersion, model.Producer, model.Documentation, model.NodeCount));
        Assert.Equal([new OperatorSet("", 18), new OperatorSet("ai.onnx.ml", 3)], model.OperatorSets);
        Assert.Equal("[\"cat\",\"dog\"]", model.Metadata["class_names"]);
        Assert.Equal("Softmax", model.OutputOperators["y"]);
        Assert.Equal("x FP32 [-1,4] (N,)", Words(Assert.Single(model.Signature.Inputs)));
        Assert.Equal("y FP32 [-1,2] (N,)", Words(Assert.Single(model.Signature.Outputs)));
    }

    [Theory]
    [InlineData(OnnxType.Double, "FP64")]
    [InlineData(OnnxType.Float16, "FP16")]
    [InlineData(OnnxType.BFloat16, "BF16")]
    [InlineData(OnnxType.String, "BYTES")]
    [InlineData(OnnxType.Bool, "BOOL")]
    [InlineData(OnnxType.UInt64, "UINT64")]
    public void Read_ElementType_IsNamedAsTheProtocolDoes(OnnxType type, string datatype) =>
        Assert.Equal(datatype, Read(OnnxModels.Identity(type, "N")).Value.Signature.Inputs[0].Datatype);

    [Fact]
    public void Read_ZipMap_HasTheFormOfMaps() =>
        Assert.Equal((ValueForm.SequenceOfMaps, "FP32"), (Read(OnnxModels.ZipMap("a", "b")).Value.Signature.Outputs[0] is var o ? (o.Form, o.Datatype) : default));

    [Fact]
    public void Read_DimensionsWithoutNameAndBelowZero_AreFree() =>
        Assert.Equal("x FP32 [-1,-1,3] (,,)", Words(Read(OnnxModels.Identity(OnnxType.Float, OnnxDimension.Free, OnnxDimension.Of(-1), 3)).Value.Signature.Inputs[0]));

    [Fact]
    public void Read_InputThatAnInitializerGives_IsNotAskedOfRequests()
    {
        var file = new OnnxModelBuilder("old").IrVersion(3)
            .Input("weights", OnnxType.Float, 4).Input("x", OnnxType.Float, "N", 4).Output("y", OnnxType.Float, "N", 4)
            .Initializer("weights", OnnxTensor.Vector<float>(1, 2, 3, 4)).Node("Mul", ["x", "weights"], ["y"]).Build();

        Assert.Equal(["x"], Read(file).Value.Signature.Inputs.Select(i => i.Name));
    }

    [Fact]
    public void Read_StreamThatDoesNotStartAtZero_ReadsFromItsPosition()
    {
        using var stream = new MemoryStream([1, 2, 3, .. OnnxModels.AddConstant(1)]);
        stream.Position = 3;

        Assert.True(OnnxModelReader.Read(stream).IsAccepted);
    }

    [OperatorFact]
    public void Read_OperatorTestsOfTheOnnxProject_AreNeverCalledBroken()
    {
        // Kinds that are not served may be refused as such.
        var broken = OperatorTests.Models().Select(f => (File: f, Read(File.ReadAllBytes(f)).Refusal)).Where(f => f.Refusal is { Code: not ModelRefusals.FileUnsupported }).ToList();

        Assert.True(broken.Count == 0, string.Join('\n', broken.Select(b => $"{b.File}: {b.Refusal!.Sentence}")));
    }

    [SharedFact]
    public void Read_RealModels_GivesWhatTheirReadmeSays()
    {
        string[] expected =
        [
            "dynamic_axes.onnx: input_vectors FP32 [-1,10] (input_vectors_dynamic_axes_1,) -> output_scalars FP32 [-1] (output_scalars_dynamic_axes_1)",
            "fraud.onnx: x FP32 [-1,30] (N,) -> y FP32 [-1,2] (N,)",
            "fraud2.onnx: x FP32 [-1,30] (N,) -> y FP32 [-1,2] (N,)",
            "light_squeezenet.onnx: data_0 FP32 [1,3,224,224] (,,,) -> softmaxout_1 FP32 [1,1000,1,1] (,,,)",
            "logreg_iris.onnx: float_input FP32 [3,2] (,) -> label INT64 [3] () + probabilities FP32  () maps",
            "mnist.onnx: Input3 FP32 [1,1,28,28] (,,,) -> Plus214_Output_0 FP32 [1,10] (,)",
            "mnist_float16.onnx: Input3 FP16 [1,1,28,28] (,,,) -> Plus214_Output_0 FP16 [1,10] (,)",
            "multitype.onnx: InputA UINT8 [1,1,1] (,,) + InputB FP64 [1,2,2] (,,) -> OutputA INT16 [1,2,2] (,,) + OutputB INT64 [1,1,1] (,,)",
            "sklearn_randomforest.onnx: X FP32 [-1,4] (,) -> output_label INT64 [-1] () + output_probability FP32  () maps",
            "strings.onnx: input BYTES [-1] () -> output_lower BYTES [-1] () + output_upper BYTES [-1] ()",
        ];

        var actual = Directory.GetFiles(SharedFolder.PathOf("models"), "*.onnx").Order(StringComparer.Ordinal).Select(path =>
        {
            using var file = File.OpenRead(path);
            var signature = OnnxModelReader.Read(file).Value.Signature;
            return $"{Path.GetFileName(path)}: {string.Join(" + ", signature.Inputs.Select(Words))} -> {string.Join(" + ", signature.Outputs.Select(Words))}";
        });

        Assert.Equal(expected, actual);
    }

    [SharedFact]
    public void Infer_RealModels_FindsHowTheyAreRead()
    {
        string[] expected =
        [
            "dynamic_axes.onnx: Score of output_scalars",
            "fraud.onnx: Probabilities of y",
            "fraud2.onnx: Probabilities of y",
            "light_squeezenet.onnx: Probabilities of softmaxout_1",
            "logreg_iris.onnx: Probabilities of probabilities",
            "mnist.onnx: Vector of Plus214_Output_0",
            "mnist_float16.onnx: Vector of Plus214_Output_0",
            "multitype.onnx: Vector of OutputA",
            "sklearn_randomforest.onnx: Probabilities of output_probability",
            "strings.onnx: Label of output_lower",
        ];

        var actual = Directory.GetFiles(SharedFolder.PathOf("models"), "*.onnx").Order(StringComparer.Ordinal).Select(path =>
        {
            using var file = File.OpenRead(path);
            var reading = OnnxModelReader.Read(file).Then(OutputReadingRule.Infer).Value;
            return $"{Path.GetFileName(path)}: {reading.Kind} of {reading.Output}";
        });

        Assert.Equal(expected, actual);
    }

    internal static ControlPlane.Contracts.Outcomes.Outcome<OnnxModelDescription> Read(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return OnnxModelReader.Read(stream);
    }

    private static string Words(TensorSignature tensor)
    {
        var shape = tensor.Shape is null ? "any" : $"[{string.Join(',', tensor.Shape)}]";
        return tensor.Form == ValueForm.Tensor
            ? $"{tensor.Name} {tensor.Datatype} {shape} ({string.Join(',', tensor.SymbolicDimensions)})"
            : $"{tensor.Name} {tensor.Datatype}  () maps";
    }
}
