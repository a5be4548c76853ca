using ControlPlane.AgentHost.Feedback;
using ControlPlane.AgentHost.Mirroring;
using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Feedback;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ControlPlane.AgentHost.Serving;

/// <summary>The data port: Open Inference Protocol v2 over HTTP/1.1. Singleton.</summary>
public sealed class InferenceServer : IAsyncDisposable
{
    private readonly InferWorkspacePool _workspaces;
    private readonly LongRuns _longRuns = new();
    private readonly InferenceApplication _application;
    private readonly KestrelServer _server;
    private readonly ILogger<InferenceServer> _log;

    /// <summary>A server that does not listen yet.</summary>
    public InferenceServer(
        InferenceServerOptions options,
        ServingTableHolder tables,
        FeedbackTokenCodec tokens,
        FeedbackQueue feedback,
        MirrorQueue mirrored,
        RequestIdSource ids,
        ReadinessSwitch readiness,
        InFlightCounter inFlight,
        UnroutedRequests unrouted,
        TimeProvider time,
        ILogger<InferenceServer> log)
    {
        _log = log;
        _workspaces = new InferWorkspacePool(tokens);
        _application = new InferenceApplication(
            options,
            tables,
            new InferHandler(new RequestRouter(tables), new AnswerHeaders(time), new Mirror(mirrored, time), ids, time),
            new DescriptionHandler(tables, readiness),
            new FeedbackHandler(tokens, feedback, time),
            _workspaces,
            new AdmissionGate(inFlight, options.MaximumRequests, options.MaximumBytes),
            _longRuns,
            unrouted,
            time,
            log);
        _server = CreateServer(options);
    }

    /// <summary>Where it listens, with the port that was free; once started.</summary>
    public Uri Address => new(_server.Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Begins to listen.</summary>
    /// <exception cref="IOException">The address cannot be listened on.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _server.StartAsync(_application, cancellationToken).ConfigureAwait(false);
        ServingLog.Started(_log, Address.ToString());
    }

    /// <summary>Takes no new connections, waits for requests under way, and cuts them off when the token is cancelled.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _server.StopAsync(cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        _longRuns.Dispose();
        _workspaces.Dispose();
        return ValueTask.CompletedTask;
    }

    private static KestrelServer CreateServer(InferenceServerOptions options)
    {
        var kestrel = new KestrelServerOptions { AddServerHeader = false };
        // The application refuses first, in words; this ends what a client goes on sending after that.
        kestrel.Limits.MaxRequestBodySize = options.MaximumBodyBytes + BodyLimit.AlwaysAllowed;
        kestrel.Listen(options.Listen, listen => listen.Protocols = HttpProtocols.Http1);
        // The server's own log lines would cost more than a request; failures of ours are logged by the application.
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        return new KestrelServer(Options.Create(kestrel), transport, NullLoggerFactory.Instance);
    }
}
