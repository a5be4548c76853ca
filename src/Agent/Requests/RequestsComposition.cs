using ControlPlane.AgentHost.Artifacts;
using ControlPlane.AgentHost.Hosting;
using ControlPlane.AgentHost.Tracing;

namespace ControlPlane.AgentHost.Requests;

/// <summary>The request log.</summary>
internal static class RequestsComposition
{
    /// <summary>What waits, who writes it, and the trail that requests leave.</summary>
    public static IServiceCollection AddRequestLog(this IServiceCollection services)
    {
        services.AddSingleton(provider => new RequestLog(provider.GetRequiredService<AgentOptions>().RequestLog, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new RequestLogFiles(provider.GetRequiredService<IDisk>(), provider.GetRequiredService<AgentOptions>().DataFolder));
        services.AddSingleton(provider => new RequestTrail(provider.GetRequiredService<RequestSpans>(), provider.GetRequiredService<RequestLog>()));
        services.AddHostedService<RequestLogLoop>();
        return services;
    }
}
