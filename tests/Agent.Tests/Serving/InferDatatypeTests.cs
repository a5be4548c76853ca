using System.Net;
using System.Text.Json;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Onnx;

namespace ControlPlane.AgentHost.Tests.Serving;

public sealed class InferDatatypeTests
{
    [Theory]
    [InlineData(OnnxType.Bool, "BOOL", "[true,false,1,0]", "true,false,true,false")]
    [InlineData(OnnxType.UInt8, "UINT8", "[0,1,254,255]", "0,1,254,255")]
    [InlineData(OnnxType.UInt16, "UINT16", "[0,1,65534,65535]", "0,1,65534,65535")]
    [InlineData(OnnxType.UInt32, "UINT32", "[0,1,4294967294,4294967295]", "0,1,4294967294,4294967295")]
    [InlineData(OnnxType.UInt64, "UINT64", "[0,1,9007199254740993,18446744073709551615]", "0,1,9007199254740993,18446744073709551615")]
    [InlineData(OnnxType.Int8, "INT8", "[-128,-1,0,127]", "-128,-1,0,127")]
    [InlineData(OnnxType.Int16, "INT16", "[-32768,-1,0,32767]", "-32768,-1,0,32767")]
    [InlineData(OnnxType.Int32, "INT32", "[-2147483648,-1,0,2147483647]", "-2147483648,-1,0,2147483647")]
    [InlineData(OnnxType.Int64, "INT64", "[-9223372036854775808,-1,0,9223372036854775807]", "-9223372036854775808,-1,0,9223372036854775807")]
    [InlineData(OnnxType.Float16, "FP16", "[-65504,0.1,6e-8,1]", "-65500,0.1,6E-08,1")]
    [InlineData(OnnxType.BFloat16, "BF16", "[-3.5,257,259,1e30]", "-3.5,256,260,1.00025555e30")]
    [InlineData(OnnxType.Float, "FP32", "[0.1,-0,1e-45,3.4028235e38]", "0.1,-0,1e-45,3.4028235e38")]
    [InlineData(OnnxType.Double, "FP64", "[0.1,-0,5e-324,1.7976931348623157e308]", "0.1,-0,5E-324,1.7976931348623157E+308")]
    [InlineData(OnnxType.String, "BYTES", """["","köter","a\"\\\n\u00e9","😀"]""", """ "","köter","a\"\\\né","\uD83D\uDE00" """)]
    public async Task Infer_AnyDatatype_GoesInAndComesOutUnchanged(OnnxType type, string datatype, string data, string expected)
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.Identity(type, "N"));

        var answer = await server.InferAsync(InferRequests.Of(datatype, "[4]", data));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(expected.Trim(), string.Join(',', answer.Data()));
        Assert.Equal(datatype, answer.Output().GetProperty("datatype").GetString());
    }

    [Fact]
    public async Task Infer_Scalar_HasAnEmptyShape()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.Identity(OnnxType.Float));

        var answer = await server.InferAsync(InferRequests.Of("FP32", "[]", "[2.5]"));

        Assert.Equal(["2.5"], answer.Data());
        Assert.Equal("[]", answer.Output().GetProperty("shape").GetRawText());
    }

    [Theory]
    [InlineData(OnnxType.Float, "FP32")]
    [InlineData(OnnxType.String, "BYTES")]
    [InlineData(OnnxType.Bool, "BOOL")]
    public async Task Infer_NoRows_AnswersNoRows(OnnxType type, string datatype)
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.Identity(type, "N", 3));

        var answer = await server.InferAsync(InferRequests.Of(datatype, "[0,3]", "[]"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Empty(answer.Data());
        Assert.Equal("[0,3]", answer.Output().GetProperty("shape").GetRawText());
    }

    [Fact]
    public async Task Infer_OutputShapeThatDependsOnTheElements_ComesAsItIs()
    {
        await using var server = await ServingHarness.StartAsync(NonZero());

        // The same input shape gives one, three and no columns; the first of them is what a careless server would expect again.
        foreach (var (data, expected) in new[] { ("[0,5,0]", "[1,1]"), ("[1,2,3]", "[1,3]"), ("[0,0,0]", "[1,0]"), ("[0,5,0]", "[1,1]") })
        {
            var answer = await server.InferAsync(InferRequests.Of("FP32", "[3]", data));

            Assert.Equal(expected, answer.Output().GetProperty("shape").GetRawText());
        }
    }

    [Fact]
    public async Task Infer_OutputThatIsDeclaredWrongly_ComesAsItIs()
    {
        // Declared as [N] for an input of [N], but how many elements come out depends on their values.
        await using var server = await ServingHarness.StartAsync(Compress());

        foreach (var (data, expected) in new[] { ("[1,2,3]", "1,2,3"), ("[1,2,3]", "1,2,3"), ("[1,-2,3]", "1,3"), ("[4,5,6]", "4,5,6") })
        {
            var answer = await server.InferAsync(InferRequests.Of("FP32", "[3]", data));

            Assert.Equal(expected, string.Join(',', answer.Data()));
        }
    }

    [Fact]
    public async Task Infer_SequenceOfMaps_ComesAsAMatrixWithClassNames()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.ZipMap("cat", "dog", "a\"b"));

        var answer = await server.InferAsync(InferRequests.Of([0.2f, 0.3f, 0.5f, 0.9f, 0.1f, 0f], rows: 2));

        Assert.Equal("[2,3]", answer.Output().GetProperty("shape").GetRawText());
        // The runtime keeps maps sorted by key.
        Assert.Equal("""["a\u0022b","cat","dog"]""", answer.Output().GetProperty("parameters").GetProperty("class_names").GetString());
        Assert.Equal(["0.5", "0.2", "0.3", "0", "0.9", "0.1"], answer.Data());
    }

    [Fact]
    public async Task Infer_SequenceOfMapsWithNumbers_NamesThem()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.ZipMap(0, 7));

        var answer = await server.InferAsync(InferRequests.Of([0.25f, 0.75f]));

        Assert.Equal("""["0","7"]""", answer.Output().GetProperty("parameters").GetProperty("class_names").GetString());
        Assert.Equal(["0.25", "0.75"], answer.Data());
    }

    [Theory]
    [InlineData("nan", "null")]
    [InlineData("inf", "null")]
    [InlineData("-inf", "null")]
    public async Task Infer_OutputWithoutANumber_WritesNullAndMarksTheAnswer(string kind, string written)
    {
        await using var server = await ServingHarness.StartAsync(Divide());
        var (above, below) = kind switch { "nan" => (0, 0), "inf" => (1, 0), _ => (-1, 0) };

        var answer = await server.InferAsync(InferRequests.With(
            $$"""{"name":"a","shape":[2],"datatype":"FP32","data":[{{above}},6]},{"name":"b","shape":[2],"datatype":"FP32","data":[{{below}},2]}"""));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal([written, "3"], answer.Data());
        Assert.True(answer.Json.GetProperty("parameters").GetProperty("invalid_output").GetBoolean());
    }

    [Fact]
    public async Task Infer_OutputOfNumbersOnly_IsNotMarked()
    {
        await using var server = await ServingHarness.StartAsync(Divide());

        var answer = await server.InferAsync(InferRequests.With(
            """{"name":"a","shape":[1],"datatype":"FP32","data":[1]},{"name":"b","shape":[1],"datatype":"FP32","data":[2]}"""));

        Assert.False(answer.Json.TryGetProperty("parameters", out _));
    }

    [SharedFact]
    public async Task Infer_EverySharedModel_AnswersAsItsMetadataSays()
    {
        // The model of strings needs a locale that not every machine has; the loader's tests look at it.
        foreach (var file in Directory.GetFiles(SharedFolder.PathOf("models"), "*.onnx").Where(f => Path.GetFileName(f) != "strings.onnx"))
        {
            await using var server = await ServingHarness.StartAsync(await File.ReadAllBytesAsync(file));
            var metadata = (await server.GetAsync("/v2/models/pets")).Json;
            var inputs = metadata.GetProperty("inputs").EnumerateArray().Select(OnesFor);

            var answer = await server.InferAsync(InferRequests.With(string.Join(',', inputs)));

            Assert.True(answer.Status == HttpStatusCode.OK, $"{Path.GetFileName(file)}: {answer.Text}");
            foreach (var (output, declared) in answer.Json.GetProperty("outputs").EnumerateArray().Zip(metadata.GetProperty("outputs").EnumerateArray()))
            {
                Assert.Equal(declared.GetProperty("name").GetString(), output.GetProperty("name").GetString());
                Assert.Equal(declared.GetProperty("datatype").GetString(), output.GetProperty("datatype").GetString());
                var count = output.GetProperty("shape").EnumerateArray().Aggregate(1L, (product, size) => product * size.GetInt64());
                Assert.Equal(count, output.GetProperty("data").GetArrayLength());
            }
        }
    }

    [SharedFact]
    public async Task Infer_SharedForestOfScikitLearn_GivesProbabilitiesThatAddUpToOne()
    {
        await using var server = await ServingHarness.StartAsync(await File.ReadAllBytesAsync(SharedFolder.PathOf("models", "sklearn_randomforest.onnx")));
        var input = (await server.GetAsync("/v2/models/pets")).Json.GetProperty("inputs")[0];
        var features = input.GetProperty("shape")[1].GetInt32();

        var answer = await server.InferAsync(InferRequests.Of([.. Enumerable.Repeat(1.5f, 3 * features)], rows: 3, input.GetProperty("name").GetString()!));

        var sums = answer.Data(1).Select(float.Parse).Chunk(answer.Output(1).GetProperty("shape")[1].GetInt32()).Select(row => row.Sum()).ToArray();
        Assert.Equal(3, sums.Length);
        Assert.All(sums, sum => Assert.Equal(1f, sum, 0.001f));
    }

    private static string OnesFor(JsonElement input)
    {
        var shape = input.GetProperty("shape").EnumerateArray().Select(size => Math.Max(size.GetInt64(), 1)).ToArray();
        var one = input.GetProperty("datatype").GetString() == "BYTES" ? "\"1\"" : "1";
        var data = string.Join(',', Enumerable.Repeat(one, (int)shape.Aggregate(1L, (product, size) => product * size)));
        return $"{{\"name\":{input.GetProperty("name").GetRawText()},\"datatype\":{input.GetProperty("datatype").GetRawText()},\"shape\":[{string.Join(',', shape)}],\"data\":[{data}]}}";
    }

    private static byte[] NonZero() => new OnnxModelBuilder("non-zero")
        .Input("x", OnnxType.Float, "N").Output("y", OnnxType.Int64, 1, "M").Node("NonZero", ["x"], ["y"]).Build();

    private static byte[] Compress() => new OnnxModelBuilder("compress")
        .Input("x", OnnxType.Float, "N").Output("y", OnnxType.Float, "N")
        .Initializer("zero", OnnxTensor.Scalar(0f))
        .Node("GreaterOrEqual", ["x", "zero"], ["keep"]).Node("Compress", ["x", "keep"], ["y"]).Build();

    private static byte[] Divide() => new OnnxModelBuilder("divide")
        .Input("a", OnnxType.Float, "N").Input("b", OnnxType.Float, "N").Output("y", OnnxType.Float, "N").Node("Div", ["a", "b"], ["y"]).Build();
}
