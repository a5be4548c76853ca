using ControlPlane.Observability.Export;
using ControlPlane.Observability.Metrics;
using ControlPlane.Web.Hosting;

namespace ControlPlane.Web.Observability;

/// <summary>Metrics and traces of the control plane.</summary>
internal static class ObservabilityComposition
{
    private const string ServiceName = "controlplane";

    // What the framework calls its spans of requests that come in and go out.
    private static readonly string[] Sources = [RolloutSpans.SourceName, "Microsoft.AspNetCore", "System.Net.Http"];

    /// <summary>Who counts, who makes the page, and who sends it and spans to a collector where one is named.</summary>
    public static IServiceCollection AddObservability(this IServiceCollection services)
    {
        services.AddSingleton<EventCounts>();
        services.AddSingleton<LoopTimes>();
        services.AddSingleton<RolloutSpans>();
        services.AddSingleton<AgentMetrics>();
        services.AddSingleton<EndpointMetrics>();
        services.AddSingleton<RolloutMetrics>();
        services.AddSingleton<StorageMetrics>();
        services.AddSingleton<ControlPlaneMetrics>();
        services.AddSingleton(provider => OtlpSettings.OfProcess(ServiceName, provider.GetRequiredService<IdSource>().NewId()));
        services.AddHostedService(provider => new TraceExport(provider.GetRequiredService<OtlpSettings>(), Sources));
        services.AddHostedService(provider => new MetricExport(
            provider.GetRequiredService<OtlpSettings>(),
            ControlPlaneMetrics.All,
            provider.GetRequiredService<ControlPlaneMetrics>().GatherAsync,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<MetricExport>>()));
        return services;
    }

    /// <summary>Where a Prometheus reads.</summary>
    public static async Task<IResult> WriteAsync(ControlPlaneMetrics metrics, CancellationToken cancellation) =>
        Results.Text(ExpositionText.Of(await metrics.GatherAsync(cancellation)), ExpositionText.ContentType);
}
