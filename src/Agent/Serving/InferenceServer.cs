using ControlPlane.AgentHost.Feedback;
using ControlPlane.AgentHost.Jobs;
using ControlPlane.AgentHost.Mirroring;
using ControlPlane.AgentHost.Requests;
using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Serving.Flags;
using ControlPlane.AgentHost.Serving.Grpc;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Feedback;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ControlPlane.AgentHost.Serving;

/// <summary>The data ports: Open Inference Protocol v2 over REST and over gRPC. Singleton.</summary>
public sealed class InferenceServer : IAsyncDisposable
{
    private readonly InferWorkspacePool _workspaces;
    private readonly LongRuns _longRuns = new();
    private readonly LongRuns _batchRuns = new(isBatch: true);
    private readonly InferenceApplication _application;
    private readonly KestrelServer _server;
    private readonly ILogger<InferenceServer> _log;

    /// <summary>A server that does not listen yet; one without stored predictions knows none.</summary>
    public InferenceServer(
        InferenceServerOptions options,
        ServingTableHolder tables,
        FeedbackTokenCodec tokens,
        FeedbackQueue feedback,
        MirrorQueue mirrored,
        RequestTrail trail,
        RequestIdSource ids,
        ReadinessSwitch readiness,
        InFlightCounter inFlight,
        UnroutedRequests unrouted,
        FlagEvaluations evaluations,
        ControlPlaneTime tokenTime,
        TimeProvider time,
        ILogger<InferenceServer> log,
        PredictionSets? predictions = null)
    {
        _log = log;
        _workspaces = new InferWorkspacePool(tokens);
        var catalog = new EndpointCatalog(tables, readiness);
        var admission = new AdmissionGate(inFlight, options.MaximumRequests, options.MaximumBytes);
        var infer = new InferDispatch(
            new InferHandler(new RequestRouter(tables), new AnswerHeaders(tokenTime), new Mirror(mirrored, time), trail, ids, _longRuns, time), _longRuns, _batchRuns, admission);
        var descriptions = new GrpcDescriptions(catalog);
        var grpc = new GrpcApplication(
            options, tables, infer, descriptions, new HealthWatch(descriptions, time), _workspaces, admission, unrouted, log);
        _application = new InferenceApplication(
            options,
            tables,
            infer,
            new DescriptionHandler(catalog),
            new FeedbackHandler(tokens, tables, feedback, tokenTime),
            new FlagApplication(new FlagHandler(tables, evaluations), admission),
            new PredictionHandler(predictions ?? new PredictionSets(), tables, time),
            grpc,
            _workspaces,
            admission,
            unrouted,
            time,
            log);
        _server = DataPorts.Create(options);
    }

    /// <summary>Where it listens, with the port that was free; once started.</summary>
    public Uri Address => new(_server.Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Where it listens for gRPC, once started; null when it does not.</summary>
    public Uri? GrpcAddress => _server.Features.Get<IServerAddressesFeature>()!.Addresses.ElementAtOrDefault(1) is { } address ? new Uri(address) : null;

    /// <summary>Begins to listen.</summary>
    /// <exception cref="IOException">The address cannot be listened on.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _server.StartAsync(_application, cancellationToken).ConfigureAwait(false);
        ServingLog.Started(_log, Address.ToString());
        if (GrpcAddress is { } grpc)
            ServingLog.GrpcStarted(_log, grpc.ToString());
    }

    /// <summary>Answers a request of this agent to itself, which waits for what live ones leave; from before the port is open until the server is disposed.</summary>
    /// <param name="path">As a caller would name it.</param>
    /// <param name="body">JSON.</param>
    /// <param name="cancellationToken">Ends the run where that is possible.</param>
    internal async Task<(int Status, ReadOnlyMemory<byte> Body)> AskAsync(string path, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var local = new LocalExchange(path, body, cancellationToken);
        await _application.ProcessRequestAsync(_application.CreateContext(local.Features)).ConfigureAwait(false);
        return await local.AnswerAsync().ConfigureAwait(false);
    }

    /// <summary>Takes no new connections, waits for requests under way, and cuts them off when the token is cancelled.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _server.StopAsync(cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        _longRuns.Dispose();
        _batchRuns.Dispose();
        _workspaces.Dispose();
        return ValueTask.CompletedTask;
    }
}
