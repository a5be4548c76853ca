using System.Diagnostics;
using ControlPlane.AgentHost.Connection;
using ControlPlane.AgentHost.Hosting;
using ControlPlane.Observability.Export;

namespace ControlPlane.AgentHost.Tracing;

/// <summary>Spans of requests, and what goes to a collector.</summary>
internal static class TracingComposition
{
    private const string ServiceName = "controlplane-agent";

    /// <summary>Who makes spans, and who sends them and metrics.</summary>
    public static IServiceCollection AddTracing(this IServiceCollection services)
    {
        services.AddSingleton(new ActivitySource(RequestSpans.SourceName));
        services.AddSingleton<RequestSpans>();
        services.AddSingleton(provider => OtlpSettings.OfProcess(ServiceName, provider.GetRequiredService<AgentIdentity>().AgentId));
        services.AddHostedService(provider => new TraceExport(provider.GetRequiredService<OtlpSettings>(), RequestSpans.SourceName));
        services.AddHostedService(provider => new MetricExport(
            provider.GetRequiredService<OtlpSettings>(),
            AgentMetrics.All,
            _ => Task.FromResult(provider.GetRequiredService<AgentMetrics>().Gather()),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<MetricExport>>()));
        return services;
    }
}
