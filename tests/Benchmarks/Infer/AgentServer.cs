using System.Net;
using ControlPlane.AgentHost.Artifacts;
using ControlPlane.AgentHost.Connection;
using ControlPlane.AgentHost.Feedback;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Mirroring;
using ControlPlane.AgentHost.Requests;
using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Serving;
using ControlPlane.AgentHost.Serving.Flags;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.AgentHost.Vetting;
using ControlPlane.AgentHost.Workers;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Feedback;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using ControlPlane.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.Benchmarks.Infer;

/// <summary>The agent's data port in a process of its own, as it serves in production: routing by key, telemetry and feedback tokens on.</summary>
internal static class AgentServer
{
    private const string Endpoint = "model";

    public static async Task<int> RunAsync(int port, string modelPath, Contender kind, TextWriter output)
    {
        var version = new PreparedVersion
        {
            Model = Endpoint,
            Version = 1,
            Digest = new string('0', 64),
            SizeBytes = new FileInfo(modelPath).Length,
        };
        var loaded = await new ModelLoader(TimeProvider.System).LoadAsync(modelPath, version, CancellationToken.None);
        if (!loaded.IsAccepted)
        {
            await output.WriteLineAsync(loaded.Refusal.ToString());
            return 1;
        }

        var reading = new OutputReading
        {
            Output = loaded.Value.Signature.Outputs[^1].Name,
            Kind = OutputKind.Probabilities,
            ClassNames = [.. Enumerable.Range(0, (int)Math.Max(2, loaded.Value.Signature.Outputs[^1].Shape[^1])).Select(c => $"class-{c}")],
            PositiveClass = "class-1",
        };
        await loaded.Value.DisposeAsync();
        using var folder = new TemporaryFolder();
        var read = await LoadAsync(modelPath, version with { Reading = reading }, kind, folder);
        await using var model = read.Value;
        await using var server = CreateServer(port, folder.Path, TableOf(model, RoutingOf(kind), reading));
        await server.StartAsync(CancellationToken.None);
        await output.WriteLineAsync("ready");
        await output.FlushAsync();
        while (await InputLines.NextAsync() is not null)
        {
            await output.WriteLineAsync($"collections of generations 0, 1, 2: {GC.CollectionCount(0)}, {GC.CollectionCount(1)}, {GC.CollectionCount(2)}; resident {Environment.WorkingSet >> 20} MB; sessions {model.SessionCount}");
            await output.FlushAsync();
        }

        await server.StopAsync(CancellationToken.None);
        return 0;
    }

    private static Task<Outcome<LoadedModel>> LoadAsync(string path, PreparedVersion version, Contender kind, TemporaryFolder folder)
    {
        if (kind != Contender.Isolated)
            return new ModelLoader(TimeProvider.System).LoadAsync(path, version, CancellationToken.None);

        var backoff = new BackoffPolicy(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), () => 0);
        var settings = new WorkerSettings(folder.Combine("workers"), backoff, TimeProvider.System, ModelWorker.LongestRun);
        return new WorkerLoader(AgentExecutable.In(AppContext.BaseDirectory), settings, NullLogger<WorkerLoader>.Instance).LoadAsync(path, version, CancellationToken.None);
    }

    private static InferenceServer CreateServer(int port, string dataFolder, ServingTable table)
    {
        var tables = new ServingTableHolder();
        tables.Swap(table);
        return new InferenceServer(
            new InferenceServerOptions { Listen = new IPEndPoint(IPAddress.Loopback, port), Grpc = new IPEndPoint(IPAddress.Loopback, port + 1) },
            tables,
            new FeedbackTokenCodec(new byte[FeedbackTokenCodec.KeyLength]),
            new FeedbackQueue(new FeedbackSpool(new PhysicalDisk(), dataFolder, NullLogger<FeedbackSpool>.Instance)),
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
    }

    private static EndpointRouting RoutingOf(Contender kind) => new()
    {
        Name = Endpoint,
        Model = Endpoint,
        RouteRevision = 1,
        Salt = "benchmark",
        StableVariant = "champion",
        Variants = kind == Contender.Plain
            ? [AVariant("champion", VariantRole.Champion, 0, 10_000)]
            :
            [
                AVariant("champion", VariantRole.Champion, 0, 8_000),
                AVariant("challenger", VariantRole.Challenger, 8_000, 9_000),
                AVariant("other", VariantRole.Challenger, 9_000, 10_000),
            ],
        Rules = kind == Contender.Rules ? [ARule("region", "us"), ARule("region", "au"), ARule("tier", "internal")] : [],
    };

    private static VariantRouting AVariant(string name, VariantRole role, int from, int to) =>
        new() { Name = name, Version = 1, Role = role, Weight = to - from, Buckets = [new BucketInterval(from, to)] };

    // None fits a request, so that all are asked before the split decides.
    private static RoutingRule ARule(string attribute, string value) =>
        new() { Id = $"{attribute}-{value}", Conditions = [new AttributeCondition($"x-{attribute}", ConditionOperator.In, [value])], Variant = "challenger" };

    private static ServingTable TableOf(LoadedModel model, EndpointRouting routing, OutputReading reading)
    {
        var variants = routing.Variants.Select(v => new ServedVariant(v, model, new VariantRecorder(routing, v, reading))).ToArray();
        return new ServingTable(new TablePosition(1, 1), [new ServedEndpoint(routing, variants, new RequestOrdinal())], [model]);
    }
}
