using System.Net;
using ControlPlane.AgentHost.Artifacts;
using ControlPlane.AgentHost.Feedback;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Mirroring;
using ControlPlane.AgentHost.Requests;
using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Serving;
using ControlPlane.AgentHost.Serving.Flags;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.AgentHost.Tests.Serving.Fuzz;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Feedback;
using ControlPlane.Contracts.Routing;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Routing;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.Benchmarks.Fuzz;

/// <summary>The data ports with the models that are fuzzed.</summary>
internal sealed class FuzzServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly InFlightCounter _inFlight = new();
    private readonly ServingTableHolder _tables = new();
    private readonly List<LoadedModel> _models = [];
    private readonly InferenceServer _server;

    private FuzzServer() => _server = new InferenceServer(
        new InferenceServerOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), Grpc = new IPEndPoint(IPAddress.Loopback, 0) },
        _tables,
        new FeedbackTokenCodec(new byte[FeedbackTokenCodec.KeyLength]),
        new FeedbackQueue(new FeedbackSpool(new PhysicalDisk(), _folder.Path, NullLogger<FeedbackSpool>.Instance)),
        new MirrorQueue(new MirrorLimits()),
        RequestTrail.None,
        new RequestIdSource(bootNumber: 1),
        new ReadinessSwitch(),
        _inFlight,
        new UnroutedRequests(),
        new FlagEvaluations(),
        new ControlPlaneTime(TimeProvider.System),
        TimeProvider.System,
        NullLogger<InferenceServer>.Instance);

    public Uri Rest => _server.Address;

    public Uri Grpc => _server.GrpcAddress!;

    public int InFlight => _inFlight.Count;

    public static async Task<FuzzServer> StartAsync()
    {
        var server = new FuzzServer();
        var endpoints = new List<ServedEndpoint>();
        foreach (var (name, file) in FuzzSeeds.Models)
        {
            var path = server._folder.Combine($"{name}.onnx");
            await File.WriteAllBytesAsync(path, file);
            var loaded = await new ModelLoader(TimeProvider.System).LoadAsync(path, RoutingTableBuilder.APreparedVersion(name, 1), CancellationToken.None);
            server._models.Add(loaded.Value);
            var routing = RoutingTableBuilder.AnEndpoint(name, 1, 10_000);
            endpoints.Add(new ServedEndpoint(routing, [new ServedVariant(routing.Variants[0], loaded.Value, new VariantRecorder(routing, routing.Variants[0], OutputReading.None))], new RequestOrdinal()));
        }

        server._tables.Swap(new ServingTable(new TablePosition(1, 1), endpoints, server._models));
        await server._server.StartAsync(CancellationToken.None);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(CancellationToken.None);
        await _server.DisposeAsync();
        foreach (var model in _models)
            await model.DisposeAsync();
        _folder.Dispose();
    }
}
