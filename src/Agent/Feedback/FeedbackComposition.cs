using ControlPlane.AgentHost.Hosting;

namespace ControlPlane.AgentHost.Feedback;

/// <summary>Labels and rewards on their way to the control plane.</summary>
internal static class FeedbackComposition
{
    /// <summary>The queue and the one who passes on.</summary>
    public static IServiceCollection AddFeedback(this IServiceCollection services)
    {
        services.AddSingleton(p => ActivatorUtilities.CreateInstance<FeedbackSpool>(p, p.GetRequiredService<AgentOptions>().DataFolder));
        services.AddSingleton(p => new FeedbackQueue(p.GetRequiredService<FeedbackSpool>()));
        services.AddSingleton<ControlPlaneTime>();
        services.AddHostedService<FeedbackLoop>();
        return services;
    }
}
