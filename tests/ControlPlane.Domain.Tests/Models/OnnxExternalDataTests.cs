using ControlPlane.Domain.Models;
using ControlPlane.TestKit.Onnx;

namespace ControlPlane.Domain.Tests.Models;

public sealed class OnnxExternalDataTests
{
    private static readonly byte[] ExternalTensor = [.. Wire.Text(8, "w"), .. Wire.Bytes(13, Wire.Text(1, "location"), Wire.Text(2, "../../etc/passwd"))];
    private static readonly byte[] LocationOnly = Wire.Varint(14, 1);
    private static readonly byte[] LocationBeyond32Bits = Wire.Varint(14, 0x1_0000_0001);
    private static readonly byte[] InnerTensor = [.. Wire.Varint(2, 3), .. Wire.Varint(14, 0), .. Wire.Bytes(9, [7])];

    public static TheoryData<string, byte[], byte[]> Places() => new()
    {
        { "an initializer", Wire.Bytes(5, ExternalTensor), [] },
        { "an initializer that names no file", Wire.Bytes(5, LocationOnly), [] },
        { "a location whose low 32 bits say external", Wire.Bytes(5, LocationBeyond32Bits), [] },
        { "a sparse initializer's values", Wire.Bytes(15, Wire.Bytes(1, ExternalTensor)), [] },
        { "a sparse initializer's indices", Wire.Bytes(15, Wire.Bytes(2, ExternalTensor)), [] },
        { "an attribute", Node(Wire.Bytes(5, ExternalTensor)), [] },
        { "a list of attributes", Node(Wire.Bytes(10, ExternalTensor)), [] },
        { "a sparse attribute", Node(Wire.Bytes(22, Wire.Bytes(1, ExternalTensor))), [] },
        { "a list of sparse attributes", Node(Wire.Bytes(23, Wire.Bytes(1, ExternalTensor))), [] },
        { "an initializer of a subgraph", Node(Wire.Bytes(6, Wire.Bytes(5, ExternalTensor))), [] },
        { "an attribute of a list of subgraphs", Node(Wire.Bytes(11, Node(Wire.Bytes(5, ExternalTensor)))), [] },
        { "a function", [], Wire.Bytes(25, Wire.Text(1, "f"), Wire.Bytes(7, Wire.Bytes(5, Wire.Bytes(5, ExternalTensor)))) },
        { "a default of a function", [], Wire.Bytes(25, Wire.Text(1, "f"), Wire.Bytes(11, Wire.Bytes(5, ExternalTensor))) },
        { "the initialization of training", [], Wire.Bytes(20, Wire.Bytes(1, Wire.Bytes(5, ExternalTensor))) },
        { "the algorithm of training", [], Wire.Bytes(20, Wire.Bytes(2, Wire.Bytes(5, ExternalTensor))) },
        { "a second graph", [], Wire.Bytes(7, Wire.Bytes(5, ExternalTensor)) },
    };

    [Theory]
    [MemberData(nameof(Places))]
    [Trait("Fault", "F76")]
    [Trait("Promise", "P8")]
    public void Read_ExternalDataAnywhere_Refuses(string place, byte[] inGraph, byte[] inModel)
    {
        var refusal = OnnxModelReaderTests.Read(Wire.Model(inGraph, inModel)).Refusal;

        Assert.True(refusal?.Code == ModelRefusals.ExternalData, $"in {place}: {refusal}");
        Assert.Contains("save the model with all weights inside", refusal.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ExternalInitializer_NamesTheFieldAndTheFile()
    {
        var file = new OnnxModelBuilder("g").Input("x", OnnxType.Float, 1).Output("y", OnnxType.Float, 1)
            .Initializer("weights", OnnxTensor.External(OnnxType.Float, [4], "weights.bin")).Build();

        Assert.StartsWith(
            "graph.initializer[0]: keeps the data of the tensor 'weights' in another file, 'weights.bin'",
            OnnxModelReaderTests.Read(file).Refusal?.Sentence,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DataInsideTheFile_Accepts() => Assert.True(OnnxModelReaderTests.Read(Wire.Model(Wire.Bytes(5, InnerTensor))).IsAccepted);

    private static byte[] Node(byte[] attribute) => Wire.Bytes(1, Wire.Text(4, "Constant"), Wire.Bytes(5, attribute));
}
