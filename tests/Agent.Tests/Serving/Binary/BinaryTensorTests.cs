using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using ControlPlane.AgentHost.Tests.Serving.Judges;
using ControlPlane.TestKit.Onnx;

namespace ControlPlane.AgentHost.Tests.Serving.Binary;

public sealed class BinaryTensorTests
{
    private static readonly byte[] FourFloats = Bytes<float>(1, 2, 3, 4);

    [Theory]
    [InlineData(OnnxType.Bool, "BOOL", "00010100")]
    [InlineData(OnnxType.UInt8, "UINT8", "0001FEFF")]
    [InlineData(OnnxType.Int16, "INT16", "0080FFFF0000FF7F")]
    [InlineData(OnnxType.UInt32, "UINT32", "00000000FFFFFFFF0100000002000000")]
    [InlineData(OnnxType.Int64, "INT64", "0000000000000080FFFFFFFFFFFFFF7F00000000000000000100000000000000")]
    [InlineData(OnnxType.Float16, "FP16", "007C00FE0100003C")]
    [InlineData(OnnxType.BFloat16, "BF16", "807FC0FF0100803F")]
    [InlineData(OnnxType.Float, "FP32", "0000807F0000C0FF010000000000803F")]
    [InlineData(OnnxType.Double, "FP64", "000000000000F07F000000000000F8FF0100000000000000000000000000F03F")]
    [InlineData(OnnxType.String, "BYTES", "0000000003000000C3A90001000000FF0200000000FF")]
    public async Task Infer_AnyDatatypeInBinary_ComesBackBitForBit(OnnxType type, string datatype, string hex)
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.Identity(type, "N"));
        var tensor = Convert.FromHexString(hex);

        var answer = await server.InferBinaryAsync(Request($"{{\"name\":\"x\",\"shape\":[4],\"datatype\":\"{datatype}\",\"parameters\":{{\"binary_data_size\":{tensor.Length}}}}}"), tensor);

        Assert.Null(answer.Error);
        Assert.Equal(tensor, Assert.Single(answer.Tensors));
        Assert.Equal(("application/octet-stream", datatype), (answer.ContentType, answer.Output().GetProperty("datatype").GetString()));
    }

    [Fact]
    public async Task Infer_OneInputInBinaryOneInJson_BindsBoth()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.Add(OnnxType.Float, "N"));

        var answer = await server.InferBinaryAsync(
            Request("""{"name":"b","shape":[2],"datatype":"FP32","data":[10,20]},{"name":"a","shape":[2],"datatype":"FP32","parameters":{"binary_data_size":8}}"""),
            Bytes<float>(1, 2));

        Assert.Equal(Bytes<float>(11, 22), Assert.Single(answer.Tensors));
    }

    [Fact]
    public async Task Infer_OutputSaysOtherwiseThanTheRequest_TheOutputWins()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.Classifier(2, [1, 0, 0, 1]));
        var json = """
            {"parameters":{"binary_data_output":true},"outputs":[{"name":"label","parameters":{"binary_data":false}},{"name":"probabilities"}],
             "inputs":[{"name":"x","shape":[1,2],"datatype":"FP32","parameters":{"binary_data_size":8}}]}
            """;

        var answer = await server.InferBinaryAsync(json, Bytes<float>(0, 5));

        Assert.Equal("[1]", answer.Output(0).GetProperty("data").GetRawText());
        Assert.Equal(2 * sizeof(float), Assert.Single(answer.Tensors).Length);
    }

    [Fact]
    public async Task Infer_NoOutputInBinary_IsPlainJson()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));

        var answer = await server.InferBinaryAsync(
            """{"inputs":[{"name":"x","shape":[1,4],"datatype":"FP32","parameters":{"binary_data_size":16}}]}""", FourFloats);

        Assert.Equal(("application/json", "[2,3,4,5]"), (answer.ContentType, answer.Output().GetProperty("data").GetRawText()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Infer_BodyOfOneTensorOnly_TakesItsShapeFromTheModel(int rows)
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));

        var answer = await server.InferBinaryAsync("", Bytes([.. Enumerable.Range(0, rows * 4).Select(v => (float)v)]));

        Assert.Equal($"[{rows},4]", answer.Output().GetProperty("shape").GetRawText());
        Assert.Equal(Bytes([.. Enumerable.Range(1, rows * 4).Select(v => (float)v)]), Assert.Single(answer.Tensors));
    }

    [Fact]
    public async Task Infer_BodyOfOneTextOnly_IsOneString()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.Identity(OnnxType.String, "N"));

        var answer = await server.InferBinaryAsync("", Encoding.UTF8.GetBytes("köter"));

        Assert.Equal([6, 0, 0, 0, .. Encoding.UTF8.GetBytes("köter")], Assert.Single(answer.Tensors));
    }

    [Fact]
    public async Task Infer_NaNInBinary_PassesAndIsMarked()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.Identity(OnnxType.Float, "N"));

        var answer = await server.InferBinaryAsync(Request("""{"name":"x","shape":[1],"datatype":"FP32","parameters":{"binary_data_size":4}}"""), Bytes(float.NaN));

        Assert.Equal(Bytes(float.NaN), Assert.Single(answer.Tensors));
        Assert.Equal("""{"invalid_output":true}""", answer.Json.GetProperty("parameters").GetRawText());
    }

    [Fact]
    public async Task Infer_OtherPrecisionInBinary_IsCarried()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));

        var answer = await server.InferBinaryAsync(
            Request("""{"name":"x","shape":[1,4],"datatype":"FP64","parameters":{"binary_data_size":32}}"""), Bytes<double>(1, 2, 3, 4));

        Assert.Equal(Bytes<float>(2, 3, 4, 5), Assert.Single(answer.Tensors));
    }

    [Theory]
    [InlineData("", 12, "input 'x': the binary data has 12 bytes, but shape [0,4] of FP32 takes 0 elements of 4")]
    [InlineData("[1,4] FP32 15", 16, "the body has 1 bytes behind the JSON that no input announces in binary_data_size")]
    [InlineData("[1,4] FP32 17", 16, "input 'x' announces 17 bytes of binary data, but 16 are left in the body")]
    [InlineData("[1,4] FP32 9223372036854775807", 16, "input 'x' announces 9223372036854775807 bytes of binary data, but 16 are left in the body")]
    [InlineData("[1,4] FP32 9223372036854775808", 16, "inputs[0].parameters.binary_data_size must be a whole number of bytes, 0 or more")]
    [InlineData("[1,4] FP32 -1", 16, "inputs[0].parameters.binary_data_size must be a whole number of bytes, 0 or more")]
    [InlineData("[1,4] FP32 \"16\"", 16, "inputs[0].parameters.binary_data_size must be a whole number of bytes, 0 or more")]
    [InlineData("[2,4] FP32 16", 16, "input 'x': the binary data has 16 bytes, but shape [2,4] of FP32 takes 8 elements of 4")]
    [InlineData("[4611686018427387904,4] FP32 16", 16, "input 'x': the binary data has 16 bytes, but shape [4611686018427387904,4] of FP32 takes 9223372036854775807 elements of 4")]
    [InlineData("[1,4] INT32 16", 16, "input 'x': datatype is INT32, expected FP32")]
    [InlineData("[-1,4] FP32 16", 16, "inputs[0].shape must hold whole numbers of 0 or more")]
    public async Task Infer_WrongBinary_IsRefusedInWordsThatNameTheInput(string input, int bytes, string error)
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));
        var parts = input.Split(' ');
        var json = parts.Length == 3
            ? Request($"{{\"name\":\"x\",\"shape\":{parts[0]},\"datatype\":\"{parts[1]}\",\"parameters\":{{\"binary_data_size\":{parts[2]}}}}}")
            : "";

        var answer = await server.InferBinaryAsync(json, new byte[bytes]);

        Assert.Equal((HttpStatusCode.BadRequest, error), (answer.Status, answer.Error));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1e3")]
    [InlineData("99999")]
    [InlineData("99999999999999999999")]
    [InlineData("")]
    public async Task Infer_WrongLengthOfTheJson_IsRefused(string length)
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));

        var answer = await server.InferAsync(InferRequests.Of([1, 2, 3, 4]), headers: ("Inference-Header-Content-Length", length));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.StartsWith("header inference-header-content-length is '", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("05000000616263", "the length of element 0 does not fit the 7 bytes of binary data")]
    [InlineData("FFFFFFFF616263", "the length of element 0 does not fit the 7 bytes of binary data")]
    [InlineData("0000", "the binary data has 2 bytes, too few for the 1 strings of shape [1]")]
    [InlineData("010000006162", "the binary data goes on for 1 bytes after the 1 strings of shape [1]")]
    public async Task Infer_WrongStringsInBinary_IsRefused(string hex, string error)
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.Identity(OnnxType.String, "N"));
        var tensor = Convert.FromHexString(hex);

        var answer = await server.InferBinaryAsync(
            Request($"{{\"name\":\"x\",\"shape\":[1],\"datatype\":\"BYTES\",\"parameters\":{{\"binary_data_size\":{tensor.Length}}}}}"), tensor);

        Assert.Equal((HttpStatusCode.BadRequest, $"input 'x': {error}"), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task Infer_TruthThatIsNeitherZeroNorOne_IsRefused()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.Identity(OnnxType.Bool, "N"));

        var answer = await server.InferBinaryAsync(
            Request("""{"name":"x","shape":[2],"datatype":"BOOL","parameters":{"binary_data_size":2}}"""), [1, 2]);

        Assert.Equal("input 'x': element 1 is the byte 2, but BOOL is 0 or 1", answer.Error);
    }

    [Fact]
    public async Task Infer_MapsAskedForAsMaps_ComeAsOneTextPerRow()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.ZipMap("cat", "d\"og"));
        var input = """{"name":"x","shape":[2,2],"datatype":"FP32","data":[0.25,0.75,1,0]}""";

        var json = await server.InferAsync(InferRequests.With(input, """,  "outputs":[{"name":"y","parameters":{"as_maps":true}}]"""));
        var binary = await server.InferBinaryAsync(
            InferRequests.With(input, """,  "outputs":[{"name":"y","parameters":{"as_maps":true,"binary_data":true}}]"""), []);

        string[] maps = ["""{"cat":0.25,"d\"og":0.75}""", """{"cat":1,"d\"og":0}"""];
        Assert.Equal(maps, json.Output().GetProperty("data").EnumerateArray().Select(t => t.GetString()));
        Assert.Equal(("BYTES", "[2]"), (json.Output().GetProperty("datatype").GetString(), json.Output().GetProperty("shape").GetRawText()));
        Assert.Equal(maps, Tensors.TextsOf(Assert.Single(binary.Tensors)));
    }

    private static string Request(string inputs) => InferRequests.With(inputs, ",\"parameters\":{\"binary_data_output\":true}");

    private static byte[] Bytes<T>(params T[] values)
        where T : unmanaged => MemoryMarshal.AsBytes<T>(values).ToArray();
}
