using System.Diagnostics;
using ControlPlane.AgentHost.Mirroring;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.AgentHost.Tests.Serving;
using ControlPlane.AgentHost.Tracing;
using ControlPlane.Contracts.Routing;
using ControlPlane.Contracts.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;
using static ControlPlane.TestKit.Routing.RoutingTableBuilder;

namespace ControlPlane.AgentHost.Tests.Mirroring;

/// <summary>Endpoints with shadows, and the runs that the worker would make.</summary>
internal static class MirrorScene
{
    public static string Body { get; } = InferRequests.Of([1, 2, 3, 4]);

    public static OutputReading Reading { get; } = new() { Output = "probabilities", Kind = OutputKind.Probabilities, ClassNames = ["cat", "dog"], PositiveClass = "dog" };

    /// <summary>Never finds a copy too old, however busy the machine is.</summary>
    public static MirrorLimits Patient { get; } = new() { MaximumAge = TimeSpan.FromHours(1) };

    public static EndpointRouting Shadowed(params int[] shares)
    {
        shares = shares.Length == 0 ? [10_000] : shares;
        var routing = AnEndpoint("pets", 1, [10_000, .. shares.Select(_ => 0)]);
        return routing with
        {
            Variants = [routing.Variants[0], .. routing.Variants.Skip(1).Select(v => v with { Role = VariantRole.Shadow })],
            Shadows = [.. shares.Select((share, i) => new ShadowRouting($"v{i + 2}", share))],
        };
    }

    public static MirrorRunner NewRunner(MirrorQueue queue, MirrorLimits? limits = null, TimeProvider? time = null, ShadowSampleQueue? samples = null, RequestSpans? spans = null) => new(
        queue,
        new ShadowSampler(samples ?? new ShadowSampleQueue()),
        spans ?? new RequestSpans(new ActivitySource("unheard"), TimeProvider.System),
        limits ?? (time is null ? Patient : new MirrorLimits()),
        time ?? TimeProvider.System,
        NullLogger<MirrorRunner>.Instance);

    public static void RunAll(ServingHarness server, MirrorLimits? limits = null, TimeProvider? time = null, ShadowSampleQueue? samples = null)
    {
        var runner = NewRunner(server.Mirrored, limits, time, samples);
        while (server.Mirrored.TryTake() is { } copy)
            runner.Run(copy);
    }

    public static TelemetryBucket BucketOf(VariantRecorder recorder) => recorder.ToBucket(Counted.All(recorder), 0, 1, 1);
}
