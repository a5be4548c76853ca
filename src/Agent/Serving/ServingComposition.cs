using System.Buffers.Binary;
using System.Security.Cryptography;
using ControlPlane.AgentHost.Hosting;

namespace ControlPlane.AgentHost.Serving;

/// <summary>The data port.</summary>
internal static class ServingComposition
{
    /// <summary>Answers inference requests from the serving table; added last, so that it starts last and stops first.</summary>
    public static IServiceCollection AddServing(this IServiceCollection services)
    {
        services.AddSingleton(provider => new InferenceServerOptions
        {
            Listen = ListenAddress.Of(provider.GetRequiredService<AgentOptions>().Listen),
        });
        services.AddSingleton(new RequestIdSource(BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(long)))));
        services.AddSingleton<ReadinessSwitch>();
        services.AddSingleton<InferenceServer>();
        services.AddHostedService<InferenceServerService>();
        return services;
    }
}
