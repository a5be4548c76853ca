using System.Net;
using ControlPlane.AgentHost.Serving.Grpc.Messages;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Processes;
using ControlPlane.TestKit.Routing;
using Google.Protobuf;
using static ControlPlane.AgentHost.Tests.Serving.Grpc.GrpcInferTests;

namespace ControlPlane.AgentHost.Tests.Serving.Grpc;

public sealed class GrpcRefusalTests
{
    private const int InvalidArgument = 3, DeadlineExceeded = 4, NotFound = 5, ResourceExhausted = 8, Unimplemented = 12, Unavailable = 14;
    private const string Path = $"/{GrpcCaller.Inference}/ModelInfer";

    private const int ManyRows = 20_000;

    // One row takes the model some milliseconds, so many take it longer than any test waits: it must be ended.
    private static readonly byte[] Long = Raw("x", "FP32", [ManyRows, 4], new byte[ManyRows * 4 * sizeof(float)]).ToByteArray();

    private static readonly byte[] Good = Raw("x", "FP32", [1, 4], new byte[16]).ToByteArray();

    [Theory]
    [InlineData("", InvalidArgument, "the call ended after 0 bytes, before the 5 that come before its message")]
    [InlineData("000000", InvalidArgument, "the call ended after 3 bytes, before the 5 that come before its message")]
    [InlineData("0000000064", InvalidArgument, "the message is announced with 100 bytes, but 0 came; a call has one message")]
    [InlineData("000000000061", InvalidArgument, "the message is announced with 0 bytes, but 1 came; a call has one message")]
    [InlineData("00FFFFFFFF", ResourceExhausted, "the message has 4294967295 bytes, more than the 67108864 that this agent takes")]
    [InlineData("0100000000", InvalidArgument, "the message is compressed, but grpc-encoding names no compression")]
    [InlineData("0200000000", InvalidArgument, "the message begins with the byte 2, expected 0, not compressed, or 1, compressed")]
    [InlineData("000000000108", InvalidArgument, "the message is no valid protobuf")]
    [InlineData("0000000000", NotFound, "there is no endpoint ''")]
    public async Task Call_FrameThatLies_IsRefusedInWords(string hex, int status, string sentence)
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));

        var answer = await server.Grpc.SendAsync(Path, Convert.FromHexString(hex));

        Assert.Equal(status, answer.Status);
        Assert.StartsWith(sentence, answer.Sentence, StringComparison.Ordinal);
        Assert.Equal(0, (await server.Grpc.SendAsync(Path, GrpcCaller.Frame(Good))).Status);
        Assert.Equal(0, server.InFlight.Count);
    }

    [Fact]
    public async Task Call_UnknownCompression_IsUnimplementedAndSaysWhatIsTaken()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));

        var answer = await server.Grpc.SendAsync(Path, GrpcCaller.Frame(Good), ("grpc-encoding", "snappy"));

        Assert.Equal((Unimplemented, "identity, deflate, gzip"), (answer.Status, answer.Headers["grpc-accept-encoding"]));
    }

    [Fact]
    public async Task Call_UnknownMethod_IsUnimplemented()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));

        var answer = await server.Grpc.SendAsync($"/{GrpcCaller.Inference}/ModelStreamInfer", GrpcCaller.Frame(Good));

        Assert.Equal((Unimplemented, $"there is no method /{GrpcCaller.Inference}/ModelStreamInfer"), (answer.Status, answer.Sentence));
    }

    public static TheoryData<string, ModelInferRequest, int, string> WrongRequests()
    {
        var twice = Raw("x", "FP32", [1, 4], new byte[16]);
        twice.Inputs.Add(twice.Inputs[0].Clone());
        twice.RawInputContents.Add(twice.RawInputContents[0]);
        var tooFew = Raw("x", "FP32", [1, 4], new byte[16]);
        tooFew.RawInputContents.Add(ByteString.Empty);
        var both = Raw("x", "FP32", [1, 4], new byte[16]);
        both.Inputs[0].Contents = new InferTensorContents { Fp32Contents = { 1 } };
        var wrongField = Raw("x", "FP32", [1, 4], []);
        wrongField.RawInputContents.Clear();
        wrongField.Inputs[0].Contents = new InferTensorContents { IntContents = { 1, 2, 3, 4 } };
        var unknownVersion = Raw("x", "FP32", [1, 4], new byte[16]);
        unknownVersion.ModelVersion = "9";
        var wordVersion = Raw("x", "FP32", [1, 4], new byte[16]);
        wordVersion.ModelVersion = "stable";
        var unknownOutput = Raw("x", "FP32", [1, 4], new byte[16]);
        unknownOutput.Outputs.Add(new ModelInferRequest.Types.InferRequestedOutputTensor { Name = "q" });
        return new()
        {
            { "unknown input", Raw("q", "FP32", [1, 4], new byte[16]), InvalidArgument, "input 'q' is unknown; the model takes 'x' FP32 [-1,4]" },
            { "no input", new ModelInferRequest { ModelName = "pets" }, InvalidArgument, "input 'x' is missing; the model takes 'x' FP32 [-1,4]" },
            { "input twice", twice, InvalidArgument, "input 'x' is given twice" },
            { "raw of another count", tooFew, InvalidArgument, "raw_input_contents has 2 entries, expected one for each of the 1 inputs" },
            { "raw and typed", both, InvalidArgument, "input 'x' has contents, but the request has raw_input_contents; give one of them" },
            { "wrong field", wrongField, InvalidArgument, "input 'x': has int_contents, expected for FP32 is fp32_contents" },
            { "wrong datatype", Raw("x", "INT32", [1, 4], new byte[16]), InvalidArgument, "input 'x': datatype is INT32, expected FP32" },
            { "wrong size", Raw("x", "FP32", [2, 4], new byte[16]), InvalidArgument, "input 'x': the binary data has 16 bytes, but shape [2,4] of FP32 takes 8 elements of 4" },
            { "negative size", Raw("x", "FP32", [-1, 4], new byte[16]), InvalidArgument, "input 'x': shape has the size -1, expected are whole numbers of 0 or more" },
            { "overflowing size", Raw("x", "FP32", [long.MaxValue, 4], new byte[16]), InvalidArgument, "input 'x': the binary data has 16 bytes" },
            { "unknown version", unknownVersion, NotFound, "endpoint 'pets' has no version 9 ready here" },
            { "version that is none", wordVersion, NotFound, "'stable' is no version; versions are whole numbers from 1" },
            { "unknown output", unknownOutput, InvalidArgument, "output 'q' is unknown; the model gives 'y'" },
        };
    }

    [Theory]
    [MemberData(nameof(WrongRequests))]
    public async Task ModelInfer_WrongRequest_IsRefusedInWordsThatNameTheInput(string what, ModelInferRequest message, int status, string sentence)
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));

        var answer = await server.Grpc.CallAsync("ModelInfer", message);

        Assert.True(status == answer.Status, $"{what}: {answer.Status} {answer.Sentence}");
        Assert.StartsWith(sentence, answer.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ModelInfer_NameWithLineBreaks_CannotReachAHeader()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));

        var answer = await server.Grpc.CallAsync("ModelInfer", Raw("q\r\ngrpc-status: 0\r\nü%41", "FP32", [1, 4], new byte[16]));

        Assert.Equal(InvalidArgument, answer.Status);
        Assert.Contains("input 'q\r\ngrpc-status: 0\r\nü%41' is unknown", answer.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ModelInfer_BeforeAnyTable_IsUnavailableAndSaysWhenToComeBack()
    {
        await using var server = await ServingHarness.StartAsync();

        var answer = await server.Grpc.SendAsync(Path, GrpcCaller.Frame(Good));

        Assert.Equal((Unavailable, "1000"), (answer.Status, answer.Trailers["grpc-retry-pushback-ms"]));
    }

    [Fact]
    public async Task ModelInfer_LongerThanTheLimit_IsRefusedBeforeItIsRead()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1), configure: o => o with { MaximumBodyBytes = 10 });

        var answer = await server.Grpc.SendAsync(Path, GrpcCaller.Frame(Good));

        Assert.Equal(ResourceExhausted, answer.Status);
    }

    [Fact]
    public async Task ModelInfer_DeadlineDuringTheRun_EndsIt()
    {
        await using var server = await ServingHarness.StartAsync(Deep());

        var answer = await server.Grpc.SendAsync(Path, GrpcCaller.Frame(Long), ("grpc-timeout", "200m"));

        Assert.Equal(DeadlineExceeded, answer.Status);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("123456789m")]
    [InlineData("-1S")]
    [InlineData("1s")]
    public async Task ModelInfer_DeadlineThatIsNone_IsRefused(string timeout)
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));

        var answer = await server.Grpc.SendAsync(Path, GrpcCaller.Frame(Good), ("grpc-timeout", timeout));

        Assert.Equal((InvalidArgument, $"grpc-timeout is '{timeout}', expected up to eight digits and one of H, M, S, m, u, n"), (answer.Status, answer.Sentence));
    }

    [Fact]
    public async Task ModelInfer_CallerGoesAwayDuringTheRun_EndsIt()
    {
        await using var server = await ServingHarness.StartAsync();
        var recorder = server.Serve(RoutingTableBuilder.AnEndpoint("pets", 1, 10_000), await server.LoadAsync(Deep(), 1))[0];
        var counts = recorder.NewCounts();

        // A caller that is gone before its request was read is counted nowhere, and tries again.
        for (var attempt = 0; counts.Requests == 0 && attempt < 50; attempt++)
        {
            using var gone = new CancellationTokenSource();
            var call = server.Grpc.StartAsync(Path, new ByteArrayContent(GrpcCaller.Frame(Long)), [], gone.Token);
            await Eventually.BeTrueAsync("the call is under way", () => Task.FromResult(server.InFlight.Count == 1), TimeSpan.FromSeconds(30));

            await gone.CancelAsync();

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
            await Eventually.BeTrueAsync("the call is over", () => Task.FromResult(server.InFlight.Count == 0), TimeSpan.FromSeconds(30));
            recorder.DrainInto(counts);
        }

        Assert.Equal((1, 1), (counts.Requests, counts.Errors[(int)ErrorClass.Timeout]));
    }

    [Fact]
    public async Task Call_OverHttp11_IsRefusedInWords()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, Path)) { Content = new ByteArrayContent(GrpcCaller.Frame(Good)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/grpc");

        var answer = await server.SendAsync(request);

        Assert.Equal((HttpStatusCode.OK, "12"), (answer.Status, answer.Headers["grpc-status"]));
    }

    private static byte[] Deep()
    {
        const int steps = 400, size = 256;
        var model = new OnnxModelBuilder("deep")
            .Input("x", OnnxType.Float, "N", 4).Output("y", OnnxType.Float, "N", 4)
            .Initializer("widen", OnnxTensor.Of<float>([4, size], new float[4 * size]))
            .Initializer("weights", OnnxTensor.Of<float>([size, size], new float[size * size]))
            .Initializer("narrow", OnnxTensor.Of<float>([size, 4], new float[size * 4]))
            .Node("MatMul", ["x", "widen"], ["state0"]);
        for (var step = 0; step < steps; step++)
            model.Node("MatMul", [$"state{step}", "weights"], [$"state{step + 1}"]);
        return model.Node("MatMul", [$"state{steps}", "narrow"], ["y"]).Build();
    }
}
