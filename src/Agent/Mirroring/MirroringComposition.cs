namespace ControlPlane.AgentHost.Mirroring;

/// <summary>Copies of requests for challengers that never answer.</summary>
internal static class MirroringComposition
{
    /// <summary>The queue and the thread behind it.</summary>
    public static IServiceCollection AddMirroring(this IServiceCollection services)
    {
        services.AddSingleton(new MirrorLimits());
        services.AddSingleton<MirrorQueue>();
        services.AddSingleton<MirrorRunner>();
        services.AddHostedService<MirrorWorker>();
        return services;
    }
}
