using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using ControlPlane.AgentHost.Hosting;

namespace ControlPlane.AgentHost.Serving;

/// <summary>The data port.</summary>
internal static class ServingComposition
{
    /// <summary>Inference over REST at the address the agent was told.</summary>
    public static IServiceCollection AddServing(this IServiceCollection services)
    {
        services.AddSingleton(p => new InferenceServerOptions { Listen = EndPointOf(p.GetRequiredService<AgentOptions>().Listen) });
        services.AddSingleton(_ => new RequestIdSource(BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(long)))));
        services.AddSingleton<ReadinessSwitch>();
        services.AddSingleton<InferenceServer>();
        services.AddHostedService<DataPort>();
        return services;
    }

    private static IPEndPoint EndPointOf(Uri url) => new(AddressOf(url), url.Port);

    private static IPAddress AddressOf(Uri url) => url.HostNameType switch
    {
        UriHostNameType.IPv4 or UriHostNameType.IPv6 => IPAddress.Parse(url.Host.Trim('[', ']')),
        _ when url.IsLoopback => IPAddress.Loopback,
        _ => IPAddress.Any,
    };
}
