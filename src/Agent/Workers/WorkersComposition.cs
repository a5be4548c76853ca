using ControlPlane.AgentHost.Connection;
using ControlPlane.AgentHost.Hosting;

namespace ControlPlane.AgentHost.Workers;

/// <summary>Models that run in processes of their own.</summary>
internal static class WorkersComposition
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    /// <summary>What starts and keeps them.</summary>
    public static IServiceCollection AddWorkers(this IServiceCollection services)
    {
        services.AddSingleton(p => new WorkerSettings(
            Path.Combine(p.GetRequiredService<AgentOptions>().DataFolder, "workers"),
            new BackoffPolicy(FirstDelay, LongestDelay, p.GetRequiredService<Func<double>>()),
            p.GetRequiredService<TimeProvider>(),
            ModelWorker.LongestRun));
        services.AddSingleton<WorkerLoader>();
        return services;
    }
}
