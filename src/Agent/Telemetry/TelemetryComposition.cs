using ControlPlane.AgentHost.Connection;
using ControlPlane.AgentHost.Hosting;

namespace ControlPlane.AgentHost.Telemetry;

/// <summary>Counting, keeping and delivering what variants do.</summary>
internal static class TelemetryComposition
{
    /// <summary>From a recorder to an acknowledged bucket.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        services.AddSingleton<RecorderRegistry>();
        services.AddSingleton<InFlightCounter>();
        services.AddSingleton<UnroutedRequests>();
        services.AddSingleton<TelemetryLimits>();
        services.AddSingleton(p => ActivatorUtilities.CreateInstance<TelemetrySpool>(p, p.GetRequiredService<AgentOptions>().DataFolder));
        services.AddSingleton(p => ActivatorUtilities.CreateInstance<TelemetryHarvester>(p, p.GetRequiredService<SelfDescription>().BootId));
        services.AddSingleton<TelemetryLedger>();
        services.AddSingleton<IPendingTelemetry>(p => p.GetRequiredService<TelemetryLedger>());
        services.AddSingleton<TelemetryDelivery>();
        services.AddHostedService<TelemetryLoop>();
        return services;
    }
}
