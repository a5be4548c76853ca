using System.IO.Compression;
using System.Net;
using System.Text;
using ControlPlane.AgentHost.Serving;
using ControlPlane.AgentHost.Serving.Grpc.Messages;
using ControlPlane.TestKit.Onnx;
using Google.Protobuf;
using static ControlPlane.AgentHost.Tests.Serving.Grpc.GrpcInferTests;

namespace ControlPlane.AgentHost.Tests.Serving;

public sealed class MessageCompressionTests
{
    private const string InferPath = $"/v2/models/{ServingHarness.Endpoint}/infer";
    private const string CallPath = $"/{GrpcCaller.Inference}/ModelInfer";
    private const int InvalidArgument = 3, ResourceExhausted = 8;

    private static readonly byte[] Text = Encoding.UTF8.GetBytes(InferRequests.Of([1, 2, 3, 4]));
    private static readonly byte[] Message = Raw("x", "FP32", [1, 4], Bytes<float>(1, 2, 3, 4)).ToByteArray();

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task Infer_CompressedBody_IsAnsweredAsWithout(string name)
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));

        var answer = await PostAsync(server, Compress(Text, name), name);
        var call = await server.Grpc.SendAsync(CallPath, Frame(Compress(Message, name)), ("grpc-encoding", name));

        Assert.Equal((HttpStatusCode.OK, "2,3,4,5"), (answer.Status, string.Join(',', answer.Data())));
        Assert.Equal(Bytes<float>(2, 3, 4, 5), call.As(ModelInferResponse.Parser).RawOutputContents[0].ToByteArray());
        Assert.Equal(0, server.InFlight.Count);
    }

    [Fact]
    public async Task Call_CompressionNamedButNotUsed_IsAnswered()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));

        Assert.Equal(0, (await server.Grpc.SendAsync(CallPath, GrpcCaller.Frame(Message), ("grpc-encoding", "gzip"))).Status);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task Infer_NotWhatItIsSaidToBe_IsRefusedInWords(string name)
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));
        byte[][] wrong = [Text, Compress(Text, name)[..20]];

        foreach (var body in wrong)
        {
            var answer = await PostAsync(server, body, name);
            var call = await server.Grpc.SendAsync(CallPath, Frame(body), ("grpc-encoding", name));

            Assert.Equal((HttpStatusCode.BadRequest, InvalidArgument), (answer.Status, call.Status));
        }

        Assert.Contains($"compressed with {name}, but it is not", (await PostAsync(server, Text, name)).Error, StringComparison.Ordinal);
        Assert.Equal(0, server.InFlight.Count);
    }

    [Fact]
    public async Task Infer_FewBytesThatExpandToMany_AreRefused()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1), configure: o => o with { MaximumBodyBytes = 4 << 20 });
        var bomb = Compress(new byte[48 << 20], "gzip");

        var answer = await PostAsync(server, bomb, "gzip");
        var call = await server.Grpc.SendAsync(CallPath, Frame(bomb), ("grpc-encoding", "gzip"));

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, ResourceExhausted), (answer.Status, call.Status));
        Assert.Contains("expands to more than", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Expand_FewBytesThatExpandToMany_TakesNoMoreMemoryThanTheLimitAllows()
    {
        var bomb = Compress(new byte[48 << 20], "gzip");
        var before = GC.GetAllocatedBytesForCurrentThread();

        var expanded = MessageCompression.Expand(bomb, "gzip", 1 << 20);

        Assert.Equal("body_too_large", expanded.Refusal!.Code);
        // It doubles as it grows, and each of the smaller pieces counts.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 5 << 20);
    }

    [Fact]
    public async Task Infer_UnknownCompression_SaysWhatIsTaken()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));

        var answer = await PostAsync(server, Text, "zstd");

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "the body is compressed with zstd; this agent takes identity, deflate, gzip"), (answer.Status, answer.Error));
    }

    private static Task<ServingHarness.Answer> PostAsync(ServingHarness server, byte[] body, string encoding)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentEncoding.Add(encoding);
        return server.SendAsync(new HttpRequestMessage(HttpMethod.Post, InferPath) { Content = content });
    }

    private static byte[] Compress(byte[] bytes, string name)
    {
        using var to = new MemoryStream();
        using (Stream compressing = name == "gzip" ? new GZipStream(to, CompressionLevel.Fastest) : new ZLibStream(to, CompressionLevel.Fastest))
            compressing.Write(bytes);
        return to.ToArray();
    }

    private static byte[] Frame(byte[] compressed)
    {
        var framed = GrpcCaller.Frame(compressed);
        framed[0] = 1;
        return framed;
    }
}
