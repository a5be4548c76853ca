using System.Diagnostics;
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
using ControlPlane.AgentHost.Tracing;
using ControlPlane.Benchmarks.Infer;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Feedback;
using ControlPlane.Contracts.Routing;
using ControlPlane.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.Benchmarks.Mirroring;

/// <summary>An agent's data port with two endpoints over one model: one alone, one mirrored whole to two challengers, as in production.</summary>
internal static class MirroringServer
{
    public const string Alone = "alone";
    public const string Mirrored = "mirrored";

    /// <summary>Serves until its input ends; each line asks for the copies that were run and dropped so far.</summary>
    public static async Task<int> RunAsync(int port, string modelPath, TextWriter output)
    {
        await using var champion = await LoadAsync(modelPath, 1);
        await using var first = await LoadAsync(modelPath, 2);
        await using var second = await LoadAsync(modelPath, 3);
        var (limits, tables) = (new MirrorLimits(), new ServingTableHolder());
        using var queue = new MirrorQueue(limits);
        var mirrored = Serve(RoutingOf(Mirrored, shadows: 2), champion, first, second);
        tables.Swap(new ServingTable(new TablePosition(1, 1), [Serve(RoutingOf(Alone, shadows: 0), champion), mirrored], [champion, first, second]));
        using var folder = new TemporaryFolder();
        await using var server = CreateServer(port, folder.Path, tables, queue);
        using var worker = new MirrorWorker(
            queue, new MirrorRunner(queue, new ShadowSampler(new ShadowSampleQueue()), new RequestSpans(new ActivitySource(RequestSpans.SourceName), TimeProvider.System), limits, TimeProvider.System, NullLogger<MirrorRunner>.Instance), limits);
        await worker.StartAsync(CancellationToken.None);
        await server.StartAsync(CancellationToken.None);
        await output.WriteLineAsync("ready");
        await output.FlushAsync();

        var counts = mirrored.Variants.Skip(1).Select(v => (v.Recorder, Counts: v.Recorder.NewCounts())).ToList();
        while (await InputLines.NextAsync() is not null)
        {
            foreach (var (recorder, total) in counts)
                recorder.DrainInto(total);
            await output.WriteLineAsync($"{counts.Sum(c => c.Counts.Requests)} {counts.Sum(c => c.Counts.DroppedCopies)}");
            await output.FlushAsync();
        }

        await server.StopAsync(CancellationToken.None);
        await worker.StopAsync(CancellationToken.None);
        return 0;
    }

    private static async Task<LoadedModel> LoadAsync(string path, int number)
    {
        var version = new PreparedVersion { Model = "fraud", Version = number, Digest = new string('0', 64), SizeBytes = new FileInfo(path).Length };
        var loader = new ModelLoader(TimeProvider.System);
        string output;
        await using (var unread = (await loader.LoadAsync(path, version, CancellationToken.None)).Value)
            output = unread.Signature.Outputs[^1].Name;
        var reading = new OutputReading { Output = output, Kind = OutputKind.Probabilities, ClassNames = ["legitimate", "fraud"], PositiveClass = "fraud" };
        return (await loader.LoadAsync(path, version with { Reading = reading }, CancellationToken.None)).Value;
    }

    private static InferenceServer CreateServer(int port, string dataFolder, ServingTableHolder tables, MirrorQueue queue) => new(
        new InferenceServerOptions { Listen = new IPEndPoint(IPAddress.Loopback, port) },
        tables,
        new FeedbackTokenCodec(new byte[FeedbackTokenCodec.KeyLength]),
        new FeedbackQueue(new FeedbackSpool(new PhysicalDisk(), dataFolder, NullLogger<FeedbackSpool>.Instance)),
        queue,
        RequestTrail.None,
        new RequestIdSource(bootNumber: 1),
        new ReadinessSwitch(),
        new InFlightCounter(),
        new UnroutedRequests(),
        new FlagEvaluations(),
        new ControlPlaneTime(TimeProvider.System),
        TimeProvider.System,
        NullLogger<InferenceServer>.Instance);

    private static EndpointRouting RoutingOf(string name, int shadows) => new()
    {
        Name = name,
        Model = "fraud",
        RouteRevision = 1,
        Salt = "benchmark",
        StableVariant = "champion",
        Variants =
        [
            new VariantRouting { Name = "champion", Version = 1, Role = VariantRole.Champion, Weight = 10_000, Buckets = [new BucketInterval(0, 10_000)] },
            .. Enumerable.Range(2, shadows).Select(n => new VariantRouting { Name = $"challenger{n}", Version = n, Role = VariantRole.Shadow, Weight = 0, Buckets = [] }),
        ],
        Shadows = [.. Enumerable.Range(2, shadows).Select(n => new ShadowRouting($"challenger{n}", 10_000))],
    };

    private static ServedEndpoint Serve(EndpointRouting routing, params LoadedModel[] models) => new(
        routing,
        [.. routing.Variants.Select((v, i) => new ServedVariant(v, models[i], new VariantRecorder(routing, v, models[i].Version.Reading)))],
        new RequestOrdinal());
}
