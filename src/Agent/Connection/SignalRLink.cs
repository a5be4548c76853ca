using System.Net;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace ControlPlane.AgentHost.Connection;

/// <summary>Connections over SignalR, JSON protocol, each to the next address. Thread-safe.</summary>
internal sealed class SignalRLink(ControlPlaneAddresses addresses, AgentProver prover, TimeProvider time, ILoggerFactory loggers) : IControlPlaneLink
{
    /// <summary>How often something is sent at least.</summary>
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(5);

    /// <summary>Silence after which the connection counts as dead.</summary>
    public static readonly TimeSpan ServerTimeout = TimeSpan.FromSeconds(15);

    /// <inheritdoc />
    public async Task<IControlPlaneSession> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = Build(addresses.Next());
        var session = new SignalRSession(connection);
        try
        {
            await connection.StartAsync(cancellationToken);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    private HubConnection Build(Uri controlPlane)
    {
        var hub = new UriBuilder(new Uri(controlPlane, AgentRoutes.Hub)) { Scheme = controlPlane.Scheme == Uri.UriSchemeHttps ? "wss" : "ws" };
        var builder = new HubConnectionBuilder();
        builder.Services.AddSingleton<EndPoint>(new UriEndPoint(hub.Uri));
        builder.Services.AddSingleton<IConnectionFactory>(new WebSocketConnectionFactory(prover, time));
        builder.Services.AddSingleton(loggers);
        builder.AddJsonProtocol(options => options.PayloadSerializerOptions.TypeInfoResolver = ContractsJsonContext.Default);
        builder.WithKeepAliveInterval(KeepAlive).WithServerTimeout(ServerTimeout);
        return builder.Build();
    }
}
