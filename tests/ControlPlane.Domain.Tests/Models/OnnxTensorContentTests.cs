using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Models;
using ControlPlane.TestKit.Onnx;

namespace ControlPlane.Domain.Tests.Models;

public sealed class OnnxTensorContentTests
{
    private const int Dims = 1, DataType = 2, FloatData = 4, Int32Data = 5, StringData = 6, Int64Data = 7, RawData = 9;
    private const ulong Float = 1, Int8 = 3, Int64 = 7, Text = 8, Int4 = 22;

    public static TheoryData<string, byte[]> Sound() => new()
    {
        { "raw floats", Tensor(Float, [2, 3], Wire.Bytes(RawData, new byte[24])) },
        { "a raw scalar", Tensor(Float, [], Wire.Bytes(RawData, new byte[4])) },
        { "nothing of no elements", Tensor(Float, [0, 3], []) },
        { "raw nothing", Tensor(Float, [3, 0], Wire.Bytes(RawData)) },
        { "packed floats", Tensor(Float, [2], Wire.Bytes(FloatData, new byte[8])) },
        { "packed dimensions", [.. Wire.Bytes(Dims, Wire.Number(2), Wire.Number(2)), .. Wire.Varint(DataType, Int8), .. Wire.Bytes(RawData, new byte[4])] },
        { "numbers one by one", Tensor(Int64, [2], [.. Wire.Varint(Int64Data, 1), .. Wire.Varint(Int64Data, 0)]) },
        { "packed small numbers", Tensor(Int8, [3], Wire.Bytes(Int32Data, [1, 2, 3])) },
        { "texts", Tensor(Text, [2], [.. Wire.Text(StringData, ""), .. Wire.Text(StringData, "a")]) },
        { "three numbers of four bits", Tensor(Int4, [3], Wire.Bytes(RawData, new byte[2])) },
    };

    public static TheoryData<string, byte[]> Contradictory() => new()
    {
        { "more elements than raw bytes", Tensor(Float, [2, 3], Wire.Bytes(RawData, new byte[20])) },
        { "more raw bytes than elements", Tensor(Float, [2, 3], Wire.Bytes(RawData, new byte[28])) },
        { "a billion elements and no data", Tensor(Float, [1_000_000_000], []) },
        { "a billion packed elements and no data", [.. Wire.Bytes(Dims, Wire.Number(1_000_000_000)), .. Wire.Varint(DataType, Float)] },
        { "fewer packed floats", Tensor(Float, [3], Wire.Bytes(FloatData, new byte[8])) },
        { "fewer small numbers", Tensor(Int8, [4], Wire.Bytes(Int32Data, [1, 2, 3])) },
        { "fewer texts", Tensor(Text, [2], Wire.Text(StringData, "a long one")) },
        { "texts as raw bytes", Tensor(Text, [2], Wire.Bytes(RawData, new byte[2])) },
        { "elements and no type", [.. Wire.Varint(Dims, 1_000)] },
    };

    [Theory]
    [MemberData(nameof(Sound))]
    public void Read_TensorThatHoldsWhatItDeclares_IsTaken(string tensor, byte[] bytes)
    {
        var read = Read(Wire.Model(Wire.Bytes(5, bytes)));

        Assert.True(read.IsAccepted, $"{tensor}: {read.Refusal?.Sentence}");
    }

    [Theory]
    [MemberData(nameof(Contradictory))]
    public void Read_TensorThatHoldsOtherThanItDeclares_IsRefused(string tensor, byte[] bytes)
    {
        var read = Read(Wire.Model(Wire.Bytes(5, bytes)));

        Assert.True(read.Refusal?.Code == ModelRefusals.FileMalformed, $"{tensor}: {read.Refusal?.Sentence}");
    }

    [Fact]
    public void Read_TensorThatHoldsLess_NamesTheTensorAndBothSizes() => Assert.Equal(
        "graph: has a tensor 'w' in initializer[0] that declares 6 elements of 32 bits and holds 20 bytes; upload the file as the exporter wrote it, an ONNX model.",
        Read(Wire.Model(Wire.Bytes(5, [.. Tensor(Float, [2, 3], Wire.Bytes(RawData, new byte[20])), .. Wire.Text(8, "w")]))).Refusal?.Sentence);

    [Theory]
    [InlineData("packed")]
    [InlineData("one by one")]
    [InlineData("with a zero between")]
    [InlineData("sparse")]
    [Trait("Fault", "F77")]
    [Trait("Promise", "P8")]
    public void Read_ProductOfDimensionsThatOverflows_IsRefused(string form)
    {
        const ulong large = 1UL << 32;
        var graph = form switch
        {
            "packed" => Wire.Bytes(5, Wire.Bytes(Dims, Wire.Number(large), Wire.Number(large))),
            "one by one" => Wire.Bytes(5, Wire.Varint(Dims, large), Wire.Varint(Dims, large)),
            "with a zero between" => Wire.Bytes(5, Wire.Varint(Dims, large), Wire.Varint(Dims, 0), Wire.Varint(Dims, large)),
            _ => Wire.Bytes(15, Wire.Bytes(3, Wire.Number(large), Wire.Number(large))),
        };

        Assert.Equal(ModelRefusals.FileBeyondLimit, Read(Wire.Model(graph)).Refusal?.Code);
    }

    [Fact]
    public void Read_MoreDimensionsThanAnythingHas_IsRefused() =>
        Assert.Equal(
            ModelRefusals.FileBeyondLimit,
            Read(Wire.Model(Wire.Bytes(5, Wire.Bytes(Dims, [.. Enumerable.Repeat((byte)1, 33)]), Wire.Varint(DataType, Float), Wire.Bytes(RawData, new byte[4])))).Refusal?.Code);

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("a/../b")]
    [InlineData("C:\\models")]
    [InlineData("file:///etc/passwd")]
    [InlineData("x\r\nx-admin: 1")]
    [Trait("Fault", "F82")]
    public void Read_InputWhoseNameIsNoName_IsRefused(string name) =>
        Assert.Equal(
            ModelRefusals.FileMalformed,
            Read(new OnnxModelBuilder("g").Input(name, OnnxType.Float, 1).Output("y", OnnxType.Float, 1).Node("Identity", [name], ["y"]).Build()).Refusal?.Code);

    [Fact]
    public void Read_NameAsExportersWriteIt_IsTaken() =>
        Assert.True(Read(new OnnxModelBuilder("g").Input("x", OnnxType.Float, 1).Output("/fc/Gemm_output_0", OnnxType.Float, 1).Node("Identity", ["x"], ["/fc/Gemm_output_0"]).Build()).IsAccepted);

    [Fact]
    public void Read_OptionalTensors_HaveTheirForm()
    {
        var signature = Read(OnnxModels.OptionalEcho(OnnxType.Int64)).Value.Signature;

        Assert.Equal(["hint int64 OptionalTensor", "x fp32 Tensor"], signature.Inputs.Select(i => $"{i.Name} {i.Datatype.ToLowerInvariant()} {i.Form}"));
        Assert.Equal(ValueForm.OptionalTensor, signature.Outputs[2].Form);
    }

    private static Outcome<OnnxModelDescription> Read(byte[] file) => OnnxModelReaderTests.Read(file);

    private static byte[] Tensor(ulong type, ulong[] sizes, byte[] data) => [.. sizes.SelectMany(s => Wire.Varint(Dims, s)), .. Wire.Varint(DataType, type), .. data];
}
