using System.Diagnostics;
using ControlPlane.AgentHost.Connection;

namespace ControlPlane.AgentHost.Tracing;

/// <summary>Spans of requests.</summary>
internal static class TracingComposition
{
    /// <summary>Who makes them and who sends them.</summary>
    public static IServiceCollection AddTracing(this IServiceCollection services)
    {
        services.AddSingleton(new ActivitySource(RequestSpans.SourceName));
        services.AddSingleton<RequestSpans>();
        services.AddHostedService(provider => new TraceExport(provider.GetRequiredService<AgentIdentity>(), new ConfigurationBuilder().AddEnvironmentVariables().Build()));
        return services;
    }
}
