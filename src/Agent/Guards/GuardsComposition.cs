using ControlPlane.AgentHost.Artifacts;
using ControlPlane.AgentHost.Hosting;

namespace ControlPlane.AgentHost.Guards;

/// <summary>What the agent may do alone against a challenger that does harm.</summary>
internal static class GuardsComposition
{
    /// <summary>The watch, what it remembers, and the lease that needs no harm to end.</summary>
    public static IServiceCollection AddGuards(this IServiceCollection services)
    {
        services.AddSingleton(p => new TripFile(p.GetRequiredService<IDisk>(), p.GetRequiredService<AgentOptions>().DataFolder));
        services.AddSingleton<TripRegister>();
        services.AddHostedService<GuardWatch>();
        services.AddSingleton<ChallengerLease>();
        services.AddHostedService(p => p.GetRequiredService<ChallengerLease>());
        return services;
    }
}
