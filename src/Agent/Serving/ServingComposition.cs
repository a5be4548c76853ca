using System.Buffers.Binary;
using System.Security.Cryptography;
using ControlPlane.AgentHost.Hosting;
using ControlPlane.AgentHost.Serving.Flags;

namespace ControlPlane.AgentHost.Serving;

/// <summary>The data port.</summary>
internal static class ServingComposition
{
    /// <summary>Answers inference requests from the serving table; added last, so that it starts last and stops first.</summary>
    public static IServiceCollection AddServing(this IServiceCollection services)
    {
        services.AddSingleton(provider => OptionsOf(provider.GetRequiredService<AgentOptions>()));
        services.AddSingleton(new RequestIdSource(BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(long)))));
        services.AddSingleton<ReadinessSwitch>();
        services.AddSingleton<FlagEvaluations>();
        services.AddSingleton<InferenceServer>();
        services.AddHostedService<InferenceServerService>();
        return services;
    }

    private static InferenceServerOptions OptionsOf(AgentOptions agent) => new()
    {
        Listen = ListenAddress.Of(agent.Listen),
        IsListenSecure = agent.Listen.Scheme == Uri.UriSchemeHttps,
        Grpc = agent.Grpc is null ? null : ListenAddress.Of(agent.Grpc),
        IsGrpcSecure = agent.Grpc?.Scheme == Uri.UriSchemeHttps,
        Certificate = agent.Certificate,
    };
}
