using ControlPlane.AgentHost.Artifacts;
using ControlPlane.AgentHost.Hosting;

namespace ControlPlane.AgentHost.Guards;

/// <summary>What the agent may do alone against a challenger that does harm.</summary>
internal static class GuardsComposition
{
    /// <summary>The watch and what it remembers.</summary>
    public static IServiceCollection AddGuards(this IServiceCollection services)
    {
        services.AddSingleton(p => new TripFile(p.GetRequiredService<IDisk>(), p.GetRequiredService<AgentOptions>().DataFolder));
        services.AddSingleton<TripRegister>();
        services.AddHostedService<GuardWatch>();
        return services;
    }
}
