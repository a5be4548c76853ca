using System.Reflection;
using ControlPlane.AgentHost.Artifacts;
using ControlPlane.AgentHost.Guards;
using ControlPlane.AgentHost.Hosting;
using ControlPlane.AgentHost.Routing;

namespace ControlPlane.AgentHost.Connection;

/// <summary>Everything that talks to the control plane.</summary>
internal static class ConnectionComposition
{
    /// <summary>The hub, HTTP, and the reports between them and the rest.</summary>
    public static IServiceCollection AddConnection(this IServiceCollection services)
    {
        services.AddSingleton(p => new SelfDescription(
            Guid.CreateVersion7(p.GetRequiredService<TimeProvider>().GetUtcNow()).ToString("N"),
            typeof(ConnectionComposition).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0",
            p.GetRequiredService<AgentOptions>().Listen.GetLeftPart(UriPartial.Authority)));
        services.AddSingleton<ControlPlaneContact>();
        services.AddSingleton<ReportOutbox>();
        services.AddSingleton<IApplyReports>(p => p.GetRequiredService<ReportOutbox>());
        services.AddSingleton<ITripReports>(p => p.GetRequiredService<ReportOutbox>());
        services.AddSingleton(p => new ControlPlaneAddresses(p.GetRequiredService<AgentOptions>().ControlPlanes));
        services.AddSingleton<AgentProver>();
        services.AddSingleton(p => ControlPlaneHttp.CreateClient(p.GetRequiredService<ControlPlaneAddresses>(), p.GetRequiredService<AgentProver>()));
        services.AddSingleton<ControlPlaneHttp>();
        services.AddSingleton<ITableSource>(p => p.GetRequiredService<ControlPlaneHttp>());
        services.AddSingleton<IArtifactSource>(p => p.GetRequiredService<ControlPlaneHttp>());
        services.AddSingleton<ITelemetryUpload>(p => p.GetRequiredService<ControlPlaneHttp>());
        services.AddSingleton<IControlPlaneLink, SignalRLink>();
        services.AddSingleton<RenewalSignal>();
        services.AddSingleton<Renewal>();
        services.AddHostedService<RenewalLoop>();
        services.AddSingleton<TablePoller>();
        services.AddHostedService(p => p.GetRequiredService<TablePoller>());
        services.AddHostedService<ConnectionLoop>();
        return services;
    }
}
