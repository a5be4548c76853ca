using ControlPlane.AgentHost.Routing;

namespace ControlPlane.AgentHost.Vetting;

/// <summary>Trial before load.</summary>
internal static class VettingComposition
{
    /// <summary>Every file is tried in a process of its own before this one loads it.</summary>
    public static IServiceCollection AddVetting(this IServiceCollection services)
    {
        services.AddSingleton(AgentExecutable.In(AppContext.BaseDirectory));
        services.AddSingleton<VettingProcess>();
        services.AddSingleton<ModelVetting>();
        services.AddSingleton<VersionLoading>(p => p.GetRequiredService<ModelVetting>().LoadAsync);
        return services;
    }
}
