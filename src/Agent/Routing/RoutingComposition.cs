using ControlPlane.AgentHost.Artifacts;
using ControlPlane.AgentHost.Connection;
using ControlPlane.AgentHost.Hosting;
using ControlPlane.AgentHost.Inference;

namespace ControlPlane.AgentHost.Routing;

/// <summary>Tables, versions and model files.</summary>
internal static class RoutingComposition
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(60);

    /// <summary>From a table that comes to the table that requests read.</summary>
    public static IServiceCollection AddTableRouting(this IServiceCollection services)
    {
        services.AddSingleton(p => new BlobStore(p.GetRequiredService<IDisk>(), p.GetRequiredService<AgentOptions>().DataFolder));
        services.AddSingleton(p => new TableStore(p.GetRequiredService<IDisk>(), p.GetRequiredService<AgentOptions>().DataFolder, p.GetRequiredService<AgentIdentity>()));
        services.AddSingleton<ArtifactFetcher>();
        services.AddSingleton<ModelLoader>();
        services.AddSingleton(p => ActivatorUtilities.CreateInstance<VersionPreparer>(
            p, new BackoffPolicy(FirstRetry, LongestRetry, p.GetRequiredService<Func<double>>())));
        services.AddSingleton<PreparationBoard>();
        services.AddSingleton<ServingTableHolder>();
        services.AddSingleton<ServingTableBuilder>();
        services.AddSingleton<TableMailbox>();
        services.AddSingleton<RestoredSignal>();
        services.AddSingleton<TableApplier>();
        services.AddHostedService<ApplyLoop>();
        return services;
    }
}
