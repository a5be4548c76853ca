using System.Net.Http.Json;
using ControlPlane.AgentHost.Connection;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Json;
using ControlPlane.Contracts.Keys;
using ControlPlane.Contracts.Routing;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.Benchmarks.Push;

/// <summary>
/// The agent's own connection to a real hub, heartbeats included, without models and without an endpoint's traffic: each table is opened, checked by its digest
/// and acknowledged at once. Hundreds fit into one process.
/// </summary>
internal sealed class SimulatedAgent : IAsyncDisposable
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    private readonly IControlPlaneSession _session;
    private readonly HttpClient _http;
    private readonly ControlPlaneHttp _tables;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _reading;
    private readonly Task _beating;
    private TablePosition _applied;
    private IReadOnlyList<LoadedVersion> _versions = [];

    private SimulatedAgent(IControlPlaneSession session, HttpClient http, WelcomeMessage welcome)
    {
        _session = session;
        _http = http;
        _tables = new ControlPlaneHttp(http, TimeProvider.System);
        _reading = ReadAsync(welcome.Offer);
        _beating = BeatAsync();
    }

    /// <summary>Joins with a token, connects and says hello.</summary>
    public static async Task<SimulatedAgent> StartAsync(HttpClient controlPlane, string joinToken, string name)
    {
        var key = AgentKey.Create();
        var address = new Uri(controlPlane.BaseAddress!, AgentRoutes.Join);
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = JsonContent.Create(new JoinRequest { JoinToken = joinToken, Name = name, Pool = "production", PublicKey = key.PublicKey }, ContractsJsonContext.Default.JoinRequest),
        };
        request.Headers.Add(KeyProof.Header, AgentProver.ProofOf(key, "POST", address, joinToken, nonce: null, TimeProvider.System));
        using var answer = await controlPlane.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        var membership = await answer.Content.ReadFromJsonAsync(ContractsJsonContext.Default.JoinResponse);
        var prover = new AgentProver(new AgentIdentity(membership!, "production", key), TimeProvider.System);
        var link = new SignalRLink(new ControlPlaneAddresses([controlPlane.BaseAddress!]), prover, TimeProvider.System, NullLoggerFactory.Instance);
        var session = await link.ConnectAsync(CancellationToken.None);
        var welcome = await session.Hub.Hello(new HelloReport
        {
            ProtocolVersion = HelloReport.CurrentProtocolVersion,
            BootId = name,
            AgentVersion = "0.0.1",
            ListenUrl = "http://127.0.0.1:1",
            Applied = default,
            Endpoints = [],
            Versions = [],
            SentAt = TimeProvider.System.GetUtcNow(),
        });
        return new SimulatedAgent(session, ControlPlaneHttp.CreateClient(new ControlPlaneAddresses([controlPlane.BaseAddress!]), prover), welcome);
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await Task.WhenAll(_reading, _beating).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _session.DisposeAsync();
        _http.Dispose();
        _ended.Dispose();
    }

    private async Task ReadAsync(RoutingTableOffer? first)
    {
        if (first is not null)
            await TakeAsync(first);
        await foreach (var message in _session.Inbound.ReadAllAsync(_ended.Token))
        {
            if (message.Offer is { } offer)
                await TakeAsync(offer);
        }
    }

    private async Task TakeAsync(RoutingTableOffer offer)
    {
        // A long table does not travel inside its offer; what is fetched may be newer by then.
        var (content, digest, nonce) = offer.Content is { } inline
            ? (inline, offer.Digest, offer.Nonce)
            : await _tables.PollAsync(knownDigest: null, _ended.Token) is { } fetched ? (fetched.Content, fetched.Digest, fetched.Digest == offer.Digest ? offer.Nonce : (long?)null) : default;
        if (content is null)
            return;
        var table = RoutingTableCodec.Open(content, digest).Value.Table;
        _applied = new TablePosition(table.Epoch, table.Revision);
        _versions = [.. table.Prepare.Select(p => new LoadedVersion { Model = p.Model, Version = p.Version, Digest = p.Digest, State = PreparationState.Ready })];
        await _session.Hub.Acknowledge(new AcknowledgeReport
        {
            Nonce = nonce,
            Position = _applied,
            Digest = digest,
            AppliedAt = TimeProvider.System.GetUtcNow(),
            ApplyMilliseconds = 0,
            Endpoints = [.. table.Endpoints.Select(e => new EndpointStatus(e.Name, e.RouteRevision, []))],
            Versions = _versions,
        });
    }

    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(Heartbeat, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(_ended.Token))
        {
            await _session.Hub.Heartbeat(new HeartbeatReport
            {
                Applied = _applied,
                SentAt = TimeProvider.System.GetUtcNow(),
                InFlight = 0,
                ResidentBytes = 100 << 20,
                Versions = _versions,
                OldestPending = TimeSpan.Zero,
            });
        }
    }
}
