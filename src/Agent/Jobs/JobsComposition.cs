using ControlPlane.AgentHost.Artifacts;
using ControlPlane.AgentHost.Hosting;

namespace ControlPlane.AgentHost.Jobs;

/// <summary>Rows of batch jobs, and stored predictions.</summary>
internal static class JobsComposition
{
    /// <summary>Asks for work once the data port is open; added last, so that it stops first.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddSingleton<WorkHttp>();
        services.AddSingleton<IWorkSource>(p => p.GetRequiredService<WorkHttp>());
        services.AddSingleton<IPredictionSource>(p => p.GetRequiredService<WorkHttp>());
        services.AddSingleton<IRowInference, RowInference>();
        services.AddSingleton<ChunkRunner>();
        services.AddSingleton<PredictionOffers>();
        services.AddSingleton<PredictionSets>();
        services.AddSingleton(p => new PredictionFolder(p.GetRequiredService<IDisk>(), p.GetRequiredService<AgentOptions>().DataFolder));
        services.AddHostedService<PredictionLoop>();
        services.AddHostedService<WorkLoop>();
        return services;
    }
}
