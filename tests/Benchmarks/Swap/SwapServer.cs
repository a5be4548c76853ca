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
using ControlPlane.Benchmarks.Infer;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Feedback;
using ControlPlane.Contracts.Routing;
using ControlPlane.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.Benchmarks.Swap;

/// <summary>An agent's data port whose only version is replaced at each line of input: loaded and warmed beside the other, swapped, the other one drained and released.</summary>
internal static class SwapServer
{
    public const string Endpoint = "model";

    public static async Task<int> RunAsync(int port, string modelPath, TextWriter output)
    {
        var (loader, tables) = (new ModelLoader(TimeProvider.System), new ServingTableHolder());
        using var folder = new TemporaryFolder();
        await using var server = new InferenceServer(
            new InferenceServerOptions { Listen = new IPEndPoint(IPAddress.Loopback, port) },
            tables,
            new FeedbackTokenCodec(new byte[FeedbackTokenCodec.KeyLength]),
            new FeedbackQueue(new FeedbackSpool(new PhysicalDisk(), folder.Path, NullLogger<FeedbackSpool>.Instance)),
            new MirrorQueue(new MirrorLimits()),
            RequestTrail.None,
            new RequestIdSource(bootNumber: 1),
            new ReadinessSwitch(),
            new InFlightCounter(),
            new UnroutedRequests(),
            new FlagEvaluations(),
            new ControlPlaneTime(TimeProvider.System),
            TimeProvider.System,
            NullLogger<InferenceServer>.Instance);
        var serving = await LoadAsync(loader, modelPath, 1);
        tables.Swap(TableOf(serving));
        await server.StartAsync(CancellationToken.None);
        await output.WriteLineAsync("ready");
        await output.FlushAsync();

        while (await InputLines.NextAsync() is not null)
        {
            var next = await LoadAsync(loader, modelPath, serving.Version.Version + 1);
            tables.Swap(TableOf(next));
            await serving.DisposeAsync();
            serving = next;
            await output.WriteLineAsync($"{Environment.WorkingSet}");
            await output.FlushAsync();
        }

        await server.StopAsync(CancellationToken.None);
        await serving.DisposeAsync();
        return 0;
    }

    private static async Task<LoadedModel> LoadAsync(ModelLoader loader, string path, int number)
    {
        var version = new PreparedVersion { Model = Endpoint, Version = number, Digest = new string('0', 64), SizeBytes = new FileInfo(path).Length };
        return (await loader.LoadAsync(path, version, CancellationToken.None)).Value;
    }

    private static ServingTable TableOf(LoadedModel model)
    {
        var variant = new VariantRouting
        {
            Name = $"v{model.Version.Version}",
            Version = model.Version.Version,
            Role = VariantRole.Champion,
            Weight = 10_000,
            Buckets = [new BucketInterval(0, 10_000)],
        };
        var routing = new EndpointRouting
        {
            Name = Endpoint,
            Model = Endpoint,
            RouteRevision = model.Version.Version,
            Salt = "benchmark",
            StableVariant = variant.Name,
            Variants = [variant],
        };
        var served = new ServedVariant(variant, model, new VariantRecorder(routing, variant, model.Version.Reading));
        return new ServingTable(new TablePosition(1, model.Version.Version), [new ServedEndpoint(routing, [served], new RequestOrdinal())], [model]);
    }
}
