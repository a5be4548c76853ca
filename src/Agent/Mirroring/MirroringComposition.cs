namespace ControlPlane.AgentHost.Mirroring;

/// <summary>Copies of requests for challengers that never answer.</summary>
internal static class MirroringComposition
{
    /// <summary>The queue, the thread behind it, and who sends what it found.</summary>
    public static IServiceCollection AddMirroring(this IServiceCollection services)
    {
        services.AddSingleton(new MirrorLimits());
        services.AddSingleton<MirrorQueue>();
        services.AddSingleton<ShadowSampleQueue>();
        services.AddSingleton<ShadowSampler>();
        services.AddSingleton<MirrorRunner>();
        services.AddHostedService<ShadowSampleLoop>();
        services.AddHostedService<MirrorWorker>();
        return services;
    }
}
