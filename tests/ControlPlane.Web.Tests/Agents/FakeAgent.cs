using System.Net;
using System.Net.Http.Json;
using System.Threading.Channels;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Audit;
using ControlPlane.Contracts.Json;
using ControlPlane.Contracts.Keys;
using ControlPlane.Contracts.Routing;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace ControlPlane.Web.Tests.Agents;

/// <summary>An agent that speaks the real protocol over a real connection and does nothing else: tests decide what it answers.</summary>
internal sealed class FakeAgent : IAsyncDisposable, IConnectionFactory
{
    private readonly Uri _controlPlane;
    private readonly Channel<RoutingTableOffer> _offers = Channel.CreateUnbounded<RoutingTableOffer>();
    private readonly Channel<GoodbyeMessage> _goodbyes = Channel.CreateUnbounded<GoodbyeMessage>();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HubConnection? _hub;
    private WebSocketTransport? _transport;

    private FakeAgent(Uri controlPlane, JoinResponse membership, FakeKey key)
    {
        _controlPlane = controlPlane;
        Membership = membership;
        Key = key;
        Http = new HttpClient(new ProvingHandler(this)) { BaseAddress = controlPlane };
    }

    /// <summary>What the control plane gave; a test may put a renewed one here.</summary>
    public JoinResponse Membership { get; set; }

    /// <summary>The key it proves; a test may put another one here.</summary>
    public FakeKey Key { get; set; }

    /// <summary>Tells it the time; right unless a test makes it wrong.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Asks the control plane with the agent's credential.</summary>
    public HttpClient Http { get; }

    /// <summary>Completes when the connection has ended.</summary>
    public Task Closed => _closed.Task;

    public bool HasOffer => _offers.Reader.TryPeek(out _);

    /// <summary>An agent that joined, and is not connected yet.</summary>
    public static async Task<FakeAgent> JoinAsync(HttpClient controlPlane, string joinToken, string name = "fake", string pool = "production", TimeProvider? clock = null)
    {
        var key = new FakeKey();
        using var answer = await TryJoinAsync(controlPlane, joinToken, name, pool, key);
        answer.EnsureSuccessStatusCode();
        return new FakeAgent(controlPlane.BaseAddress!, (await answer.Content.ReadFromJsonAsync(ContractsJsonContext.Default.JoinResponse))!, key) { Clock = clock ?? TimeProvider.System };
    }

    /// <summary>An agent that joined before keys were: a membership without one, as it lies in the database.</summary>
    public static FakeAgent OfEarlierBuild(HttpClient controlPlane, string credential, string agentId) => new(
        controlPlane.BaseAddress!, new JoinResponse { AgentId = agentId, ClusterId = "", Credential = credential, FeedbackKey = new byte[32] }, new FakeKey());

    public static async Task<HttpResponseMessage> TryJoinAsync(HttpClient controlPlane, string joinToken, string name = "fake", string pool = "production", FakeKey? key = null)
    {
        var pair = key ?? new FakeKey();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(controlPlane.BaseAddress!, AgentRoutes.Join))
        {
            Content = JsonContent.Create(new JoinRequest { JoinToken = joinToken, Name = name, Pool = pool, PublicKey = pair.PublicKey }, ContractsJsonContext.Default.JoinRequest),
        };
        request.Headers.Add(KeyProof.Header, pair.Prove("POST", request.RequestUri!, joinToken));
        return await controlPlane.SendAsync(request);
    }

    /// <summary>The same agent at a control plane that was started again elsewhere.</summary>
    public FakeAgent MovedTo(Uri controlPlane) => new(controlPlane, Membership, Key) { Clock = Clock };

    /// <summary>Connects and says hello.</summary>
    public async Task<WelcomeMessage> ConnectAsync(TablePosition applied = default, string bootId = "boot", AuditHead? witnessed = null, SealedRoutingTable? table = null)
    {
        await OpenAsync();
        return await HelloAsync(applied, bootId, witnessed: witnessed, table: table);
    }

    /// <summary>Connects without a word.</summary>
    public async Task OpenAsync()
    {
        var builder = new HubConnectionBuilder();
        builder.Services.AddSingleton<IConnectionFactory>(this);
        builder.Services.AddSingleton<EndPoint>(new UriEndPoint(new Uri(_controlPlane, AgentRoutes.Hub)));
        builder.AddJsonProtocol(json => json.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, ContractsJsonContext.Default));

        // As real agents do; and the agent itself never gives a silent control plane up, so that tests see who ended a connection.
        builder.WithKeepAliveInterval(TimeSpan.FromSeconds(5)).WithServerTimeout(TimeSpan.FromHours(1));
        _hub = builder.Build();
        _hub.On<RoutingTableOffer>(nameof(IAgentClient.Offer), offer => _offers.Writer.TryWrite(offer));
        _hub.On<GoodbyeMessage>(nameof(IAgentClient.Goodbye), goodbye => _goodbyes.Writer.TryWrite(goodbye));
        _hub.Closed += _ =>
        {
            _closed.TrySetResult();

            // A test that waits for an offer then fails instead of hanging; a goodbye that came before can still be read.
            _offers.Writer.TryComplete();
            _goodbyes.Writer.TryComplete();
            return Task.CompletedTask;
        };
        await _hub.StartAsync();
    }

    public Task<WelcomeMessage> HelloAsync(TablePosition applied, string bootId = "boot", int protocol = HelloReport.CurrentProtocolVersion, AuditHead? witnessed = null, SealedRoutingTable? table = null) =>
        Hub.InvokeAsync<WelcomeMessage>(nameof(IAgentHub.Hello), new HelloReport
        {
            ProtocolVersion = protocol,
            BootId = bootId,
            AgentVersion = "0.0.1",
            ListenUrl = "http://127.0.0.1:1",
            Applied = applied,
            AppliedDigest = table?.Digest,
            AppliedSignature = table?.Signature,
            Endpoints = [],
            Versions = [],
            SentAt = Clock.GetUtcNow(),
            Witnessed = witnessed,
        });

    public ValueTask<RoutingTableOffer> NextOfferAsync() => _offers.Reader.ReadAsync();

    public ValueTask<GoodbyeMessage> NextGoodbyeAsync() => _goodbyes.Reader.ReadAsync();

    public Task AcknowledgeAsync(RoutingTableOffer offer)
    {
        var table = RoutingTableCodec.Open(offer.Content, offer.Digest).Value.Table;
        return Hub.InvokeAsync(nameof(IAgentHub.Acknowledge), new AcknowledgeReport
        {
            Nonce = offer.Nonce,
            Position = offer.Position,
            Digest = offer.Digest,
            AppliedAt = DateTimeOffset.UnixEpoch,
            ApplyMilliseconds = 1,
            Endpoints = [.. table.Endpoints.Select(e => new EndpointStatus(e.Name, e.RouteRevision, []))],
            Versions = [.. table.Prepare.Select(p => new LoadedVersion { Model = p.Model, Version = p.Version, Digest = p.Digest, State = PreparationState.Ready })],
        });
    }

    public Task RefuseAsync(RoutingTableOffer offer, string code, bool isPermanent, TablePosition inForce = default) => Hub.InvokeAsync(nameof(IAgentHub.Refuse), new RefusalReport
    {
        Nonce = offer.Nonce,
        Position = offer.Position,
        Code = code,
        Message = "The test wants it so.",
        IsPermanent = isPermanent,
        InForce = inForce,
    });

    public Task<T> InvokeAsync<T>(string method, object argument) => Hub.InvokeAsync<T>(method, argument);

    /// <summary>Sends what no agent would: messages as they stand, each ended as the protocol wants it.</summary>
    public async Task SendAsync(IEnumerable<string> messages) =>
        await _transport!.Transport.Output.WriteAsync(System.Text.Encoding.UTF8.GetBytes(string.Concat(messages.Select(m => m + '\u001e'))));

    /// <summary>Takes nothing more off the network.</summary>
    public void StopReading() => _transport!.StopReading();

    /// <summary>Cuts the connection without a word.</summary>
    public ValueTask CutAsync() => _transport!.DisposeAsync();

    async ValueTask<ConnectionContext> IConnectionFactory.ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken) =>
        _transport = await WebSocketTransport.ConnectAsync(((UriEndPoint)endpoint).Uri, this, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_transport is not null)
            await _transport.DisposeAsync();
        if (_hub is not null)
            await _hub.DisposeAsync();
        Http.Dispose();
    }

    private HubConnection Hub => _hub ?? throw new InvalidOperationException("The agent is not connected.");
}
