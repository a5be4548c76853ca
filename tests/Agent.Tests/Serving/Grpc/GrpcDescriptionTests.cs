using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ControlPlane.AgentHost.Serving.Grpc.Messages;
using ControlPlane.TestKit.Onnx;
using Google.Protobuf;
using static ControlPlane.AgentHost.Serving.Grpc.Messages.HealthCheckResponse.Types;
using static ControlPlane.AgentHost.Tests.Serving.Grpc.GrpcInferTests;

namespace ControlPlane.AgentHost.Tests.Serving.Grpc;

public sealed class GrpcDescriptionTests
{
    private const string Check = "/grpc.health.v1.Health/Check";
    private const string Watch = "/grpc.health.v1.Health/Watch";

    [Fact]
    public async Task Call_Descriptions_SayWhatRestSays()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.Classifier(2, [1, 0, 0, 1]));

        var live = (await server.Grpc.CallAsync("ServerLive", new ServerLiveRequest())).As(ServerLiveResponse.Parser);
        var ready = (await server.Grpc.CallAsync("ServerReady", new ServerReadyRequest())).As(ServerReadyResponse.Parser);
        var modelReady = (await server.Grpc.CallAsync("ModelReady", new ModelReadyRequest { Name = "pets" })).As(ModelReadyResponse.Parser);
        var unknown = await server.Grpc.CallAsync("ModelReady", new ModelReadyRequest { Name = "q" });
        var about = (await server.Grpc.CallAsync("ServerMetadata", new ServerMetadataRequest())).As(ServerMetadataResponse.Parser);
        var model = (await server.Grpc.CallAsync("ModelMetadata", new ModelMetadataRequest { Name = "pets" })).As(ModelMetadataResponse.Parser);

        Assert.True(live.Live && ready.Ready && modelReady.Ready);
        Assert.Equal((5, "there is no endpoint 'q'"), (unknown.Status, unknown.Sentence));
        Assert.Equal(("controlplane-agent", "model_repository,statistics"), (about.Name, string.Join(',', about.Extensions)));
        Assert.Equal(
            """{ "name": "pets", "versions": [ "1" ], "platform": "onnx_onnxv1", "inputs": [ { "name": "x", "datatype": "FP32", "shape": [ "-1", "2" ] } ], "outputs": """
            + """[ { "name": "label", "datatype": "INT64", "shape": [ "-1" ] }, { "name": "probabilities", "datatype": "FP32", "shape": [ "-1", "2" ] } ] }""",
            JsonFormatter.Default.Format(model));
    }

    [Fact]
    public async Task Statistics_AfterRequestsOverBothPorts_CountThemTogether()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));
        await server.InferAsync(InferRequests.Of([1, 2, 3, 4, 5, 6, 7, 8], rows: 2));
        await server.InferAsync(InferRequests.Of("INT8", "[1,4]", "[1,2,3,4]"));
        await server.Grpc.CallAsync("ModelInfer", Raw("x", "FP32", [1, 4], new byte[16]));

        var rest = (await server.GetAsync("/v2/models/pets/versions/1/stats")).Json.GetProperty("model_stats")[0];
        var all = await server.GetAsync("/v2/models/stats");
        var grpc = (await server.Grpc.CallAsync("ModelStatistics", new ModelStatisticsRequest { Name = "pets" })).As(ModelStatisticsResponse.Parser).ModelStats.Single();

        Assert.Equal((3, 2), (rest.GetProperty("inference_count").GetInt32(), rest.GetProperty("execution_count").GetInt32()));
        var stages = rest.GetProperty("inference_stats");
        Assert.Equal((2, 1), (CountOf(stages, "success"), CountOf(stages, "fail")));
        Assert.Equal(
            NanosecondsOf(stages, "success"),
            NanosecondsOf(stages, "queue") + NanosecondsOf(stages, "compute_input") + NanosecondsOf(stages, "compute_infer") + NanosecondsOf(stages, "compute_output"));
        Assert.Equal([(1, 1), (2, 1)], rest.GetProperty("batch_stats").EnumerateArray().Select(b => (b.GetProperty("batch_size").GetInt32(), CountOf(b, "compute_infer"))));
        Assert.Equal(rest.GetRawText(), all.Json.GetProperty("model_stats")[0].GetRawText());
        Assert.Equal((3UL, 2UL, 2UL, 1UL), (grpc.InferenceCount, grpc.ExecutionCount, grpc.InferenceStats.Success.Count, grpc.InferenceStats.Fail.Count));
    }

    [Theory]
    [InlineData("", """[{"name":"pets","version":"1","state":"READY","reason":""},{"name":"pets","version":"2","state":"UNAVAILABLE","reason":"not ready on this agent"}]""")]
    [InlineData("""{"ready":true}""", """[{"name":"pets","version":"1","state":"READY","reason":""}]""")]
    public async Task Index_OfAnEndpointWithAVersionThatIsNotHere_SaysSo(string body, string expected)
    {
        await using var server = await ServingHarness.StartAsync();
        server.Serve(TestKit.Routing.RoutingTableBuilder.AnEndpoint("pets", 1, 5_000, 5_000), await server.LoadAsync(OnnxModels.AddConstant(1), 1), null);

        var rest = await server.InferAsync(body, "/v2/repository/index");
        var grpc = (await server.Grpc.CallAsync("RepositoryIndex", new RepositoryIndexRequest { Ready = body.Length > 0 })).As(RepositoryIndexResponse.Parser);

        Assert.Equal(expected, rest.Text);
        Assert.Equal(rest.Json.EnumerateArray().Select(m => m.GetProperty("state").GetString()), grpc.Models.Select(m => m.State));
    }

    [Fact]
    public async Task Index_WithABodyThatIsNone_IsRefused()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));

        Assert.Equal("the body must be empty or {\"ready\": true} or {\"ready\": false}", (await server.InferAsync("[]", "/v2/repository/index")).Error);
    }

    [Theory]
    [InlineData("", ServingStatus.Serving)]
    [InlineData(GrpcCaller.Inference, ServingStatus.Serving)]
    [InlineData("pets", ServingStatus.Serving)]
    public async Task HealthCheck_OfServiceOrEndpoint_SaysWhetherItServes(string service, ServingStatus status)
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));
        var question = GrpcCaller.Frame(new HealthCheckRequest { Service = service }.ToByteArray());

        Assert.Equal(status, (await server.Grpc.SendAsync(Check, question)).As(HealthCheckResponse.Parser).Status);

        server.Readiness.TurnOff();

        Assert.Equal(ServingStatus.NotServing, (await server.Grpc.SendAsync(Check, question)).As(HealthCheckResponse.Parser).Status);
    }

    [Fact]
    public async Task HealthCheck_OfUnknownService_IsNotFound()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));

        Assert.Equal(5, (await server.Grpc.SendAsync(Check, GrpcCaller.Frame(new HealthCheckRequest { Service = "q" }.ToByteArray()))).Status);
    }

    [Fact]
    public async Task HealthWatch_ReadinessTurnsOff_TellsItOnTheSameStream()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));
        using var response = await server.Grpc.StartAsync(Watch, new ByteArrayContent(GrpcCaller.Frame([])), [], CancellationToken.None);
        await using var stream = await response.Content.ReadAsStreamAsync();
        Assert.Equal(ServingStatus.Serving, await NextAsync(stream));

        server.Readiness.TurnOff();

        Assert.Equal(ServingStatus.NotServing, await NextAsync(stream));
    }

    [Fact]
    public async Task Call_OverTls_IsAnsweredOnBothPorts()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        await using var server = await ServingHarness.StartAsync(
            OnnxModels.AddConstant(1), configure: o => o with { Certificate = certificate, IsGrpcSecure = true, IsListenSecure = true });
        using var trusting = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown!.Thumbprint == certificate.Thumbprint });
        using var grpc = new GrpcCaller(server.GrpcAddress, certificate.Thumbprint);

        var rest = await trusting.GetAsync(new Uri(server.Address, "/v2/health/live"));
        var answer = await grpc.CallAsync("ModelInfer", Raw("x", "FP32", [1, 4], new byte[16]));

        Assert.True(rest.IsSuccessStatusCode);
        Assert.Equal(("https", "https"), (server.Address.Scheme, server.GrpcAddress.Scheme));
        Assert.Equal(Bytes<float>(1, 1, 1, 1), answer.As(ModelInferResponse.Parser).RawOutputContents[0].ToByteArray());
    }

    private static async Task<ServingStatus> NextAsync(Stream stream)
    {
        var prefix = new byte[5];
        await stream.ReadExactlyAsync(prefix);
        var message = new byte[prefix[4]];
        await stream.ReadExactlyAsync(message);
        return HealthCheckResponse.Parser.ParseFrom(message).Status;
    }

    private static int CountOf(System.Text.Json.JsonElement stages, string name) => stages.GetProperty(name).GetProperty("count").GetInt32();

    private static long NanosecondsOf(System.Text.Json.JsonElement stages, string name) => stages.GetProperty(name).GetProperty("ns").GetInt64();
}
