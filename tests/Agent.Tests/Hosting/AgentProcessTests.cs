using System.Diagnostics;
using System.Net;
using System.Text;
using ControlPlane.AgentHost.Tests.Serving;
using ControlPlane.AgentHost.Tests.Serving.Grpc;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;
using ControlPlane.TestKit;
using ControlPlane.TestKit.ControlPlanes;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Processes;
using static ControlPlane.TestKit.Routing.RoutingTableBuilder;

namespace ControlPlane.AgentHost.Tests.Hosting;

/// <summary>The agent as a real process, against a control plane that is none.</summary>
[Trait("Category", "Slow")]
public sealed class AgentProcessTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private const string Body = """{"inputs":[{"name":"x","shape":[1,4],"datatype":"FP32","data":[1,2,3,4]}]}""";

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort.Next();
    private readonly HttpClient _client = new();
    private FakeControlPlane? _controlPlane;
    private InstalledAgent _agent = null!;

    public async Task InitializeAsync()
    {
        _controlPlane = await FakeControlPlane.StartAsync(_port);
        _agent = new InstalledAgent("one", _folder.Combine("data"), _controlPlane.Address);
    }

    public async Task DisposeAsync()
    {
        await _agent.DisposeAsync();
        if (_controlPlane is not null)
            await _controlPlane.DisposeAsync();
    }

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    [Trait("Fault", "F38")]
    [Trait("Promise", "P1")]
    public async Task Start_ThenKillThenStartAlone_ServesTheLastTable()
    {
        var heard = _controlPlane!.Heard;
        _agent.Start(FakeControlPlane.JoinToken);
        await UntilAsync("the agent said hello", () => !heard.Hellos.IsEmpty);
        await _controlPlane.PublishAsync(TableOf(1));
        await UntilAsync("the table is acknowledged", () => heard.Acknowledgements.Any(a => a.Position == new TablePosition(1, 1)));
        Assert.Equal(HttpStatusCode.OK, await InferAsync());
        await UntilAsync("telemetry came", () => heard.Telemetry.SelectMany(b => b.Buckets).Sum(b => b.Requests) == 1);

        await _agent.KillAsync();
        await _controlPlane.DisposeAsync();
        _controlPlane = null;
        await _agent.RestartAsync();

        Assert.Equal(HttpStatusCode.OK, await InferAsync());
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(new Uri(_agent.Admin, "readyz"))).StatusCode);
        await UntilAsync("the metrics count the request", async () => (await _client.GetStringAsync(new Uri(_agent.Admin, "metrics"))).Contains(
            """controlplane_agent_requests_total{endpoint="pets",variant="v1",version="1",role="champion"} 1""", StringComparison.Ordinal));
        using var grpc = new GrpcCaller(_agent.Grpc);
        Assert.Equal(0, (await grpc.CallAsync("ModelInfer", GrpcInferTests.Raw("x", "FP32", [1, 4], new byte[16]))).Status);
    }

    [Fact]
    public async Task Terminate_WhileConnected_EndsWithinThreeSecondsAndDeliversTheLastCounts()
    {
        var heard = _controlPlane!.Heard;
        _controlPlane.Table = RoutingTableCodec.Seal(TableOf(1));
        _agent.Start(FakeControlPlane.JoinToken);
        await UntilAsync("the table is acknowledged", () => !heard.Acknowledgements.IsEmpty);
        Assert.Equal(HttpStatusCode.OK, await InferAsync());

        var began = Stopwatch.GetTimestamp();
        var code = await _agent.Process!.StopAsync(Limit);

        Assert.Equal(0, code);
        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 0, 3);
        Assert.Equal(1, heard.Telemetry.Concat(heard.Uploads).SelectMany(b => b.Buckets).DistinctBy(b => b.Start).Sum(b => b.Requests));
    }

    [Fact]
    public async Task Start_TokenRefused_SaysSoAndEndsWithThree()
    {
        _agent.Start("used");

        await UntilAsync("the process has ended", () => _agent.Process!.HasExited);

        Assert.Contains("used already", _agent.Process!.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_agent.Folder, "identity.json")));
    }

    [Fact]
    public async Task Start_ParentGone_Ends()
    {
        using var parent = Process.Start(new ProcessStartInfo("sleep", "600"))!;
        await using var agent = RunningProgram.Start(
            ProductFiles.Agent,
            [
                "--control-plane", _controlPlane!.Address.GetLeftPart(UriPartial.Authority), "--join-token", FakeControlPlane.JoinToken,
                "--listen", $"http://127.0.0.1:{FreePort.Next()}", "--data", _folder.Combine("child"), "--parent-pid", $"{parent.Id}",
            ]);
        await UntilAsync("the agent said hello", () => !_controlPlane.Heard.Hellos.IsEmpty);

        parent.Kill();
        await parent.WaitForExitAsync();

        await UntilAsync("the agent has ended", () => agent.HasExited);
    }

    [Fact]
    public async Task Connection_CutAndLostForAWhile_NoRequestFails()
    {
        _controlPlane!.Table = RoutingTableCodec.Seal(TableOf(1));
        _agent.Start(FakeControlPlane.JoinToken);
        await UntilAsync("the table is acknowledged", () => !_controlPlane.Heard.Acknowledgements.IsEmpty);
        var hellos = _controlPlane.Heard.Hellos.Count;

        _controlPlane.CutConnections();
        var statuses = new List<HttpStatusCode>();
        await UntilAsync("the agent is back", async () =>
        {
            statuses.Add(await InferAsync());
            return _controlPlane.Heard.Hellos.Count > hellos;
        });

        Assert.All(statuses, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(_controlPlane.Table.Digest, _controlPlane.Heard.Hellos.Last().AppliedDigest);
    }

    private RoutingTable TableOf(long revision) =>
        ATable(revision, "pets", 10_000) with { Prepare = [_controlPlane!.Add(OnnxModels.AddConstant(1), "pets", 1)] };

    private async Task<HttpStatusCode> InferAsync()
    {
        using var content = new StringContent(Body, Encoding.UTF8, "application/json");
        using var response = await _client.PostAsync(new Uri(_agent.Rest, "v2/models/pets/infer"), content);
        return response.StatusCode;
    }

    private Task UntilAsync(string awaited, Func<bool> isTrue) => UntilAsync(awaited, () => Task.FromResult(isTrue()));

    private Task UntilAsync(string awaited, Func<Task<bool>> isTrue) =>
        Eventually.BeTrueAsync($"{awaited}; the agent printed: {_agent.Process?.Output}", isTrue, Limit);
}
