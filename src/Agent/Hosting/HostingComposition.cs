using ControlPlane.AgentHost.Artifacts;
using ControlPlane.AgentHost.Connection;

namespace ControlPlane.AgentHost.Hosting;

/// <summary>What every area needs, and the admin port.</summary>
internal static class HostingComposition
{
    /// <summary>Clock, chance, disk, options and identity.</summary>
    public static IServiceCollection AddFoundations(this IServiceCollection services, AgentOptions options, AgentIdentity identity)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<Func<double>>(Randomness.Unit);
        services.AddSingleton(provider => new BackoffPolicy(
            TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(30), provider.GetRequiredService<Func<double>>()));
        services.AddSingleton<IDisk, PhysicalDisk>();
        services.AddSingleton(options);
        services.AddSingleton(options.Caches);
        services.AddSingleton(identity);
        services.AddSingleton(identity.FeedbackTokens);
        return services;
    }

    /// <summary>Health and metrics, and the watch over the parent, where they were asked for.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services, AgentOptions options)
    {
        services.AddSingleton<AgentMetrics>();
        services.AddSingleton<RolloutMetrics>();
        services.AddSingleton<InferenceMetrics>();
        services.AddSingleton<TritonMetrics>();
        if (options.Admin is { } url)
            services.AddHostedService(provider => ActivatorUtilities.CreateInstance<AdminServer>(provider, url));
        if (options.ParentProcessId is { } parent)
            services.AddHostedService(provider => ActivatorUtilities.CreateInstance<ParentWatch>(provider, new ParentProcess(parent)));
        return services;
    }
}
