using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Json;
using ControlPlane.Contracts.Keys;
using ControlPlane.Contracts.Routing;
using ControlPlane.Contracts.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ControlPlane.TestKit.ControlPlanes;

/// <summary>
/// The agents' side of a control plane over real HTTP and SignalR on a loopback port: it says what it is told to say and keeps what it hears.
/// Knows one pool, no database and no decisions.
/// </summary>
public sealed class FakeControlPlane : IAsyncDisposable
{
    /// <summary>The token that joins; any other is refused.</summary>
    public const string JoinToken = "token-1";

    /// <summary>The credential it gives.</summary>
    public const string Credential = "credential-1";

    private readonly WebApplication _application;
    private readonly ECDsa _key = P256.Create();
    private SealedRoutingTable? _table;
    private readonly ConcurrentDictionary<string, byte[]> _artifacts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, HubCallerContext> _connections = new(StringComparer.Ordinal);
    private long _nonce;

    private FakeControlPlane(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.AddSingleton(this);
        builder.Services.AddSignalR().AddJsonProtocol(json => json.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, ContractsJsonContext.Default));
        _application = builder.Build();
        _application.Use(GuardAsync);
        _application.MapPost(AgentRoutes.Join, JoinAsync);
        _application.MapPost(AgentRoutes.Renewal, () => Results.Json(Membership, ContractsJsonContext.Default.JoinResponse));
        _application.MapGet(AgentRoutes.RoutingTable, GetTable);
        _application.MapGet(AgentRoutes.Artifacts + "{digest}", GetArtifact);
        _application.MapPost(AgentRoutes.Telemetry, TakeTelemetryAsync);
        _application.MapHub<FakeAgentHub>(AgentRoutes.Hub);
        Address = new Uri($"http://127.0.0.1:{port}/");
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>What agents said.</summary>
    public HeardMessages Heard { get; } = new();

    /// <summary>The pool's table, signed as it is put here; null before the first one.</summary>
    public SealedRoutingTable? Table
    {
        get => _table;
        set => _table = value is null ? null : value with { Signature = TableSignature.Write(TableSignature.Published, [(SigningKey.Id, _key)], value) };
    }

    /// <summary>The key by which it signs.</summary>
    public SigningKey SigningKey => new() { Id = P256.IdOf(_key.ExportSubjectPublicKeyInfo()), PublicKey = _key.ExportSubjectPublicKeyInfo() };

    /// <summary>What it gives a member.</summary>
    public JoinResponse Membership => new()
    {
        AgentId = "agent-1",
        ClusterId = "cluster-1",
        Credential = Credential,
        FeedbackKey = new byte[32],
        IssuedAt = DateTimeOffset.UnixEpoch,
        ExpiresAt = DateTimeOffset.UnixEpoch.AddDays(1),
        SigningKeys = [SigningKey],
    };

    /// <summary>Connections open now.</summary>
    public int Connections => _connections.Count;

    /// <summary>Starts one on a port.</summary>
    public static async Task<FakeControlPlane> StartAsync(int port)
    {
        var fake = new FakeControlPlane(port);
        await fake._application.StartAsync().ConfigureAwait(false);
        return fake;
    }

    /// <summary>Makes a model file available and answers with its version.</summary>
    public PreparedVersion Add(byte[] file, string model, int version)
    {
        var digest = RoutingTableCodec.DigestOf(file);
        _artifacts[digest] = file;
        return new PreparedVersion { Model = model, Version = version, Digest = digest, SizeBytes = file.Length };
    }

    /// <summary>Makes a table the pool's and offers it to every connection.</summary>
    public Task PublishAsync(RoutingTable table)
    {
        Table = RoutingTableCodec.Seal(table);
        return Clients.All.Offer(OfferOf(Table!));
    }

    /// <summary>Says goodbye to every connection.</summary>
    public Task SayGoodbyeAsync(string reason, TimeSpan reconnectAfter) => Clients.All.Goodbye(new GoodbyeMessage(reason, reconnectAfter));

    /// <summary>Cuts every connection without a word.</summary>
    public void CutConnections()
    {
        foreach (var connection in _connections.Values)
            connection.Abort();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
        _key.Dispose();
    }

    internal void Connected(HubCallerContext connection) => _connections[connection.ConnectionId] = connection;

    internal void Disconnected(HubCallerContext connection) => _connections.TryRemove(connection.ConnectionId, out _);

    internal RoutingTableOffer OfferOf(SealedRoutingTable table) => new()
    {
        Position = new TablePosition(table.Table.Epoch, table.Table.Revision),
        Digest = table.Digest,
        SizeBytes = table.Content.Length,
        Urgency = OfferUrgency.Urgent,
        Nonce = Interlocked.Increment(ref _nonce),
        Content = table.Content.Length <= RoutingTableOffer.InlineLimit ? table.Content.ToArray() : null,
        Signature = table.Signature,
    };

    private IHubClients<IAgentClient> Clients => _application.Services.GetRequiredService<IHubContext<FakeAgentHub, IAgentClient>>().Clients;

    private static Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path == AgentRoutes.Join || context.Request.Headers.Authorization == $"DPoP {Credential}")
            return next(context);
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    private async Task<IResult> JoinAsync(HttpRequest body)
    {
        var request = await body.ReadFromJsonAsync(ContractsJsonContext.Default.JoinRequest).ConfigureAwait(false);
        Heard.Joins.Enqueue(request!);
        return request!.JoinToken == JoinToken
            ? Results.Json(Membership, ContractsJsonContext.Default.JoinResponse)
            : Results.Problem("The token was used already.", statusCode: StatusCodes.Status403Forbidden);
    }

    private IResult GetTable(HttpContext context)
    {
        Heard.Polls.Enqueue(context.Request.Headers.IfNoneMatch.ToString());
        if (Table is not { } table)
            return Results.NotFound();
        if (context.Request.Headers.IfNoneMatch == $"\"{table.Digest}\"")
            return Results.StatusCode(StatusCodes.Status304NotModified);
        context.Response.Headers.ETag = $"\"{table.Digest}\"";
        context.Response.Headers[AgentRoutes.SignatureHeader] = table.Signature;
        return Results.Bytes(table.Content.ToArray(), "application/json");
    }

    private IResult GetArtifact(string digest) => _artifacts.TryGetValue(digest, out var file)
        ? Results.Bytes(file, "application/octet-stream", enableRangeProcessing: true)
        : Results.NotFound();

    private async Task<IResult> TakeTelemetryAsync(HttpRequest body)
    {
        var batch = await body.ReadFromJsonAsync(ContractsJsonContext.Default.TelemetryBatch).ConfigureAwait(false);
        Heard.Uploads.Enqueue(batch!);
        return Results.Json(new TelemetryReceipt(batch!.Sequence), ContractsJsonContext.Default.TelemetryReceipt);
    }
}
