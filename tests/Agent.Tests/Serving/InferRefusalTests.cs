using System.Net;
using System.Net.Sockets;
using System.Text;
using ControlPlane.TestKit.Onnx;

namespace ControlPlane.AgentHost.Tests.Serving;

[Trait("Category", "Slow")]
public sealed class InferRefusalTests
{
    private const string Good = """{"name":"x","shape":[1,4],"datatype":"FP32","data":[1,2,3,4]}""";

    [Theory]
    [InlineData("", "the body is no valid JSON")]
    [InlineData("[]", "the body must be a JSON object")]
    [InlineData("""{"\ud800":1}""", "the body has a text before byte 10 that is no Unicode")]
    [InlineData("""{"inputs":[{"name":"\ud800"}]}""", "the body has a text before byte 27 that is no Unicode")]
    [InlineData("""{"inputs":[],"id":"\udfff"}""", "the body has a text before byte 26 that is no Unicode")]
    [InlineData("7", "the body must be a JSON object")]
    [InlineData("""{"inputs":[""", "the body is no valid JSON")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,4],"datatype":"FP32","data":[1,2,3,4]}]} x""", "the body is no valid JSON")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,4],"datatype":"FP32","data":[1,2,3,4]}]}{}""", "the body is no valid JSON")]
    [InlineData("""{"inputs":[{"name":"x","data":[1,2,3,4],}]}""", "the body is no valid JSON")]
    [InlineData("""{}""", "inputs is missing; the model takes 'x' FP32 [-1,4]")]
    [InlineData("""{"inputs":{}}""", "inputs must be an array")]
    [InlineData("""{"inputs":[7]}""", "inputs[0] must be an object")]
    [InlineData("""{"inputs":[]}""", "input 'x' is missing; the model takes 'x' FP32 [-1,4]")]
    [InlineData("""{"inputs":[{"shape":[1,4],"datatype":"FP32","data":[1,2,3,4]}]}""", "inputs[0].name is missing; the model takes 'x' FP32 [-1,4]")]
    [InlineData("""{"inputs":[{"name":7}]}""", "inputs[0].name must be a string")]
    [InlineData("""{"inputs":[{"name":"q","shape":[1,4],"datatype":"FP32","data":[1,2,3,4]}]}""", "input 'q' is unknown; the model takes 'x' FP32 [-1,4]")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,4],"data":[1,2,3,4]}]}""", "input 'x': datatype is missing, expected FP32")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,4],"datatype":"INT32","data":[1,2,3,4]}]}""", "input 'x': datatype is INT32, expected FP32")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP32","data":[1,2,3,4]}]}""", "input 'x': shape is missing, expected [-1,4]")]
    [InlineData("""{"inputs":[{"name":"x","shape":[4],"datatype":"FP32","data":[1,2,3,4]}]}""", "input 'x': shape is [4], expected [-1,4] where -1 is any size")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,5],"datatype":"FP32","data":[1,2,3,4,5]}]}""", "input 'x': shape is [1,5], expected [-1,4] where -1 is any size")]
    [InlineData("""{"inputs":[{"name":"x","shape":[-1,4],"datatype":"FP32","data":[1,2,3,4]}]}""", "inputs[0].shape must hold whole numbers of 0 or more")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1.5,4],"datatype":"FP32","data":[1,2,3,4]}]}""", "inputs[0].shape must hold whole numbers of 0 or more")]
    [InlineData("""{"inputs":[{"name":"x","shape":"1,4","datatype":"FP32","data":[1,2,3,4]}]}""", "shape must be an array")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1],"datatype":"FP32","data":[1]}]}""", "inputs[0].shape must not have more than 16 dimensions")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,4],"datatype":"FP32"}]}""", "input 'x': data is missing")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,4],"datatype":"FP32","data":"1,2,3,4"}]}""", "inputs[0].data must be an array that ends and is nested at most 17 deep")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,4],"datatype":"FP32","data":[1,2,3,4}]}""", "the body is no valid JSON")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,4],"datatype":"FP32","data":[1,2,3,4""", "inputs[0].data must be an array that ends and is nested at most 17 deep")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,4],"datatype":"FP32","data":[1,2,3]}]}""", "input 'x': data has 3 elements, but shape [1,4] takes 4")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,4],"datatype":"FP32","data":[1,2,3,4,5]}]}""", "input 'x': data has 5 elements, but shape [1,4] takes 4")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,4],"datatype":"FP32","data":[]}]}""", "input 'x': data has 0 elements, but shape [1,4] takes 4")]
    [InlineData("""{"inputs":[{"name":"x","shape":[4000000000000000000,4],"datatype":"FP32","data":[1]}]}""", "input 'x': data has 1 elements, but shape [4000000000000000000,4] takes 9223372036854775807")]
    [InlineData("""{"inputs":[{"name":"x","shape":[500000000,4],"datatype":"FP32","data":[]}]}""", "input 'x': data has 0 elements, but shape [500000000,4] takes 2000000000")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,4],"datatype":"FP32","data":[1,NaN,3,4]}]}""", "input 'x': element 1 is NaN, which is no FP32 in JSON")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,4],"datatype":"FP32","data":[1,null,3,4]}]}""", "input 'x': element 1 is null, which is no FP32 in JSON")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,4],"datatype":"FP32","data":[1,"2",3,4]}]}""", "input 'x': element 1 is \"2\", which is no FP32 in JSON")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,4],"datatype":"FP32","data":[1,1e39,3,4]}]}""", "input 'x': element 1 is 1e39, which is no FP32 in JSON")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1,4],"datatype":"FP32","data":[1,02,3,4]}]}""", "input 'x': element 1 is 02, which is no FP32 in JSON")]
    [InlineData("""{"inputs":[{"name":"x","name":"x"}]}""", "inputs[0].name must not come twice")]
    [InlineData("""{"inputs":[],"inputs":[{"name":"x"}],"inputs":[]}""", "inputs must not come twice")]
    [InlineData("""{"inputs":[],"parameters":7}""", "parameters must be an object")]
    [InlineData("""{"inputs":[],"parameters":{"timeout":"1"}}""", "parameters.timeout must be a whole number of microseconds")]
    [InlineData("""{"inputs":[],"parameters":{"timeout":-1}}""", "parameters.timeout must be a whole number of microseconds")]
    [InlineData("""{"inputs":[],"id":{}}""", "id must be a string")]
    [InlineData("""{"inputs":[],"outputs":[{"parameters":{}}]}""", "outputs[0].name must be a string")]
    [InlineData("""{"inputs":[],"outputs":["y"]}""", "outputs[0] must be an object")]
    [InlineData("""{"inputs":[],"outputs":[{"name":"q"}]}""", "output 'q' is unknown; the model gives 'y'")]
    public async Task Infer_WrongBody_IsRefusedInWords(string body, string error)
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));

        var answer = await server.InferAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.StartsWith(error, answer.Error, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await server.InferAsync(InferRequests.With(Good))).Status);
    }

    [Fact]
    public async Task Infer_InputGivenTwice_IsRefused()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));

        var answer = await server.InferAsync(InferRequests.With($"{Good},{Good}"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("input 'x' is given twice", answer.Error);
    }

    [Fact]
    public async Task Infer_NestedBeyondAnyDepth_IsRefused()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));
        var deep = new string('[', 100_000);

        Assert.Equal(HttpStatusCode.BadRequest, (await server.InferAsync(InferRequests.Of("FP32", "[1,4]", deep))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.InferAsync($"{{\"other\":{deep}")).Status);
    }

    [Theory]
    [InlineData("BOOL", OnnxType.Bool, "[2]", "element 0 is 2, which is no BOOL in JSON")]
    [InlineData("INT8", OnnxType.Int8, "[128]", "element 0 is 128, which is no INT8 in JSON")]
    [InlineData("UINT8", OnnxType.UInt8, "[-1]", "element 0 is -1, which is no UINT8 in JSON")]
    [InlineData("INT64", OnnxType.Int64, "[1.0]", "element 0 is 1.0, which is no INT64 in JSON")]
    [InlineData("FP16", OnnxType.Float16, "[65520]", "element 0 is 65520, which is no FP16 in JSON")]
    [InlineData("BYTES", OnnxType.String, "[7]", "element 0 is no JSON string")]
    [InlineData("BYTES", OnnxType.String, "[\"\\ud800\"]", "element 0 is no valid JSON string in UTF-8")]
    [InlineData("BYTES", OnnxType.String, "[\"\t\"]", "element 0 is no valid JSON string in UTF-8")]
    [InlineData("BYTES", OnnxType.String, "[\"a\",\"b\"]", "data has 2 elements, but shape [1] takes 1")]
    public async Task Infer_ElementBeyondItsDatatype_IsRefused(string datatype, OnnxType type, string data, string problem)
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.Identity(type, "N"));

        var answer = await server.InferAsync(InferRequests.Of(datatype, "[1]", data));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal($"input 'x': {problem}", answer.Error);
    }

    [Theory]
    [InlineData("GET", "/v2/models/pets/infer", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", "/v2/models/pets", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/v2/health/ready", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/", HttpStatusCode.NotFound)]
    [InlineData("GET", "/v1/models/pets", HttpStatusCode.NotFound)]
    [InlineData("GET", "/v2/models", HttpStatusCode.NotFound)]
    [InlineData("GET", "/v2/models/birds", HttpStatusCode.NotFound)]
    [InlineData("GET", "/v2/models/birds/ready", HttpStatusCode.NotFound)]
    [InlineData("POST", "/v2/models/birds/infer", HttpStatusCode.NotFound)]
    [InlineData("GET", "/v2/models/pets/versions/9", HttpStatusCode.NotFound)]
    [InlineData("POST", "/v2/models/pets/versions/9/infer", HttpStatusCode.NotFound)]
    [InlineData("POST", "/v2/models/pets/versions/0/infer", HttpStatusCode.NotFound)]
    [InlineData("POST", "/v2/models/pets/versions/x/infer", HttpStatusCode.NotFound)]
    [InlineData("POST", "/v2/models/pets/versions/1/feedback", HttpStatusCode.NotFound)]
    [InlineData("POST", "/v2/models/pets/infer/more", HttpStatusCode.NotFound)]
    [InlineData("GET", "/v2/models/birds/stats", HttpStatusCode.NotFound)]
    [InlineData("GET", "/v2/models/pets/versions/9/stats", HttpStatusCode.NotFound)]
    [InlineData("GET", "/v2/repository/index", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/v2/repository/models/pets/load", HttpStatusCode.NotImplemented)]
    [InlineData("POST", "/v2/repository/models/pets/unload", HttpStatusCode.NotImplemented)]
    public async Task Request_PathOrMethodThatDoesNotExist_IsRefused(string method, string path, HttpStatusCode status)
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        var answer = await server.SendAsync(request);

        Assert.Equal(status, answer.Status);
        Assert.NotEmpty(answer.Error!);
        Assert.Equal([KeyValuePair.Create((int)status, 1L)], server.Unrouted.Totals());
    }

    [Fact]
    public async Task Infer_RequestIdLongerThanATokenHolds_IsRefused()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));

        Assert.Equal(HttpStatusCode.OK, (await server.InferAsync(InferRequests.With(Good), headers: ("x-request-id", new string('r', 255)))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.InferAsync(InferRequests.With(Good), headers: ("x-request-id", new string('r', 256)))).Status);
    }

    [Fact]
    public async Task Infer_GigabyteAnnounced_IsRefusedBeforeItIsSent()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));

        var answer = await SendRawAsync(server, "POST /v2/models/pets/infer HTTP/1.1\r\nHost: a\r\nContent-Length: 1073741824\r\n\r\n{\"inputs\"");

        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.Contains("the body has 1073741824 bytes, more than the 67108864 bytes that this endpoint takes", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Infer_BodyInChunksBeyondTheLimit_IsRefusedWhenTheLimitIsReached()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1), configure: o => new() { Listen = o.Listen, MaximumBodyBytes = 100_000 });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v2/models/pets/infer") { Content = new StringContent(new string(' ', 100_001)) };
        request.Headers.TransferEncodingChunked = true;

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await server.SendAsync(request)).Status);
    }

    [Fact]
    public async Task Infer_ModelOfFixedShape_TakesOnlyWhatItCanNeed()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.Identity(OnnxType.Float, 2, 3));
        var blanks = new string(' ', 70_000);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await server.InferAsync(blanks)).Status);
    }

    [Fact]
    public async Task Infer_MoreBytesUnderWayThanAllowed_IsShedWithATimeToComeBack()
    {
        await using var server = await ServingHarness.StartAsync(
            OnnxModels.AddConstant(1), configure: o => new() { Listen = o.Listen, MaximumBytes = 50 });

        var shed = await server.InferAsync(InferRequests.With(Good));

        Assert.Equal(HttpStatusCode.TooManyRequests, shed.Status);
        Assert.Equal("1", shed.Headers["retry-after"]);
        Assert.Equal(0, server.InFlight.Count);
    }

    private static async Task<string> SendRawAsync(ServingHarness server, string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(server.Address.Host, server.Address.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        var buffer = new byte[16_384];
        var length = 0;
        while (!Encoding.ASCII.GetString(buffer, 0, length).Contains('}', StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length));
            if (read == 0)
                break;
            length += read;
        }

        return Encoding.ASCII.GetString(buffer, 0, length);
    }
}
