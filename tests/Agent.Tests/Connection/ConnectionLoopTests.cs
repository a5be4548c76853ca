using ControlPlane.AgentHost.Connection;
using ControlPlane.AgentHost.Feedback;
using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.AgentHost.Tests.Guards;
using ControlPlane.AgentHost.Tests.Routing;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Audit;
using ControlPlane.Contracts.Routing;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.AgentHost.Tests.Connection;

public sealed class ConnectionLoopTests : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly ApplierRig _rig = new();
    private readonly FakeLink _link = new();
    private readonly FakeTables _tables = new();
    private readonly TableMailbox _mailbox = new();
    private readonly ReportOutbox _outbox = new();
    private readonly ControlPlaneContact _contact;
    private readonly ControlPlaneTime _tokenTime;
    private readonly TablePoller _poller;
    private readonly FakePendingTelemetry _telemetry = new();
    private readonly ConnectionLoop _loop;

    public ConnectionLoopTests()
    {
        _contact = new ControlPlaneContact(_rig.Time);
        _tokenTime = new ControlPlaneTime(_rig.Time);
        _poller = new TablePoller(_tables, _rig.Applier, _mailbox, _contact, new RenewalSignal(), _rig.Time, () => 0.5, NullLogger<TablePoller>.Instance);
        _loop = new ConnectionLoop(
            _link,
            new SelfDescription("boot-1", "1.0", "http://127.0.0.1:6101"),
            _rig.Applier,
            _rig.Board,
            _mailbox,
            _outbox,
            _rig.Trips,
            _poller,
            _contact,
            _tokenTime,
            new InFlightCounter(),
            _telemetry,
            new BackoffPolicy(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(30), () => 1),
            () => 0.5,
            _rig.Time,
            NullLogger<ConnectionLoop>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _loop.StopAsync(CancellationToken.None);
        _loop.Dispose();
        _poller.Dispose();
        await _rig.DisposeAsync();
    }

    [Fact]
    public async Task Connect_SaysHelloWithWhatIsInForce()
    {
        _rig.Take(TableApplierTests.TableOf(_rig, 4, 10_000));
        await _rig.UntilWholeAsync(4);
        await _loop.StartAsync(CancellationToken.None);

        var (hub, _) = await AcceptAsync();
        var acknowledged = await HearAsync<AcknowledgeReport>(hub);

        var hello = Assert.Single(hub.All<HelloReport>());
        Assert.Equal(("boot-1", new TablePosition(1, 4)), (hello.BootId, hello.Applied));
        Assert.Equal(PreparationState.Ready, Assert.Single(hello.Versions).State);
        Assert.Null(acknowledged.Nonce);
    }

    [Fact]
    public async Task Connect_TableThatCarriesAnAuditHead_WitnessesIt()
    {
        var head = new AuditHead(12, new string('a', 64));
        _rig.Take(TableApplierTests.TableOf(_rig, 4, 10_000) with { AuditHead = head });
        await _rig.UntilWholeAsync(4);
        await _loop.StartAsync(CancellationToken.None);

        var (hub, _) = await AcceptAsync();
        await HearAsync<AcknowledgeReport>(hub);

        Assert.Equal(head, Assert.Single(hub.All<HelloReport>()).Witnessed);
    }

    [Fact]
    public async Task Connect_RefusedAgainAndAgain_WaitsLongerEachTimeAndNeverGivesUp()
    {
        await _loop.StartAsync(CancellationToken.None);
        foreach (var seconds in (double[])[0.5, 1, 2, 4, 8, 16, 30, 30, 30])
        {
            (await _link.Attempts.ReadAsync()).SetException(new IOException("refused"));
            await TimersAsync(1);
            _rig.Time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            Assert.False(_link.Attempts.TryPeek(out _));
            _rig.Time.Advance(TimeSpan.FromMilliseconds(1));
        }

        await AcceptAsync();
        Assert.NotNull(_contact.Session);
    }

    [Fact]
    public async Task Connection_Cut_IsLetGoAndMadeAgainWhileServingGoesOn()
    {
        _rig.Take(TableApplierTests.TableOf(_rig, 4, 10_000));
        await _rig.UntilWholeAsync(4);
        var served = _rig.Served();
        await _loop.StartAsync(CancellationToken.None);
        var (_, session) = await AcceptAsync();

        session.Cut(new IOException("reset"));
        await session.Disposed.WaitAsync(Limit);

        Assert.Null(_contact.Session);
        Assert.Same(served, _rig.Served());
        await TimersAsync(1);
        _rig.Time.Advance(TimeSpan.FromSeconds(0.5));
        var (hub, _) = await AcceptAsync();
        await HearAsync<HelloReport>(hub);
    }

    [Fact]
    public async Task Goodbye_WaitsTheShareOfTheTimeItWasTold()
    {
        await _loop.StartAsync(CancellationToken.None);
        var (_, session) = await AcceptAsync();

        session.Say(new InboundMessage(Goodbye: new GoodbyeMessage("shutting down", TimeSpan.FromSeconds(10))));
        await session.Disposed.WaitAsync(Limit);
        await TimersAsync(1);

        _rig.Time.Advance(TimeSpan.FromSeconds(4.999));
        Assert.False(_link.Attempts.TryPeek(out _));
        _rig.Time.Advance(TimeSpan.FromMilliseconds(1));
        await AcceptAsync();
    }

    [Fact]
    public async Task Heartbeat_EveryFiveSeconds_AsksForANewerTable()
    {
        await _loop.StartAsync(CancellationToken.None);
        var (hub, _) = await AcceptAsync();
        await TimersAsync(1);
        hub.Desired = new TablePosition(1, 9);

        _rig.Time.Advance(ConnectionLoop.HeartbeatInterval);
        var beat = await HearAsync<HeartbeatReport>(hub);

        Assert.Equal(default, beat.Applied);
        await _poller.StartAsync(CancellationToken.None);
        await UntilAsync(() => !_tables.Known.IsEmpty);
    }

    [Fact]
    public async Task Heartbeat_TelemetryThatWaits_SaysHowOldItIs()
    {
        await _loop.StartAsync(CancellationToken.None);
        var (hub, _) = await AcceptAsync();
        await TimersAsync(1);
        _telemetry.OldestAge = TimeSpan.FromSeconds(40);

        _rig.Time.Advance(ConnectionLoop.HeartbeatInterval);

        Assert.Equal(TimeSpan.FromSeconds(40), (await HearAsync<HeartbeatReport>(hub)).OldestPending);
    }

    [Fact]
    public async Task Heartbeat_OtherTimeThanTheHosts_IsTheTimeOfFeedbackUntilTheClocksAgree()
    {
        await _loop.StartAsync(CancellationToken.None);
        var (hub, _) = await AcceptAsync();
        await TimersAsync(1);

        foreach (var (ahead, corrected) in ((TimeSpan, TimeSpan)[])[(TimeSpan.FromHours(-1), TimeSpan.FromHours(-1)), (TimeSpan.FromMinutes(1), TimeSpan.Zero)])
        {
            hub.Ahead = ahead;
            _rig.Time.Advance(ConnectionLoop.HeartbeatInterval);
            await UntilAsync(() => _tokenTime.GetUtcNow() == _rig.Time.GetUtcNow() + corrected);
        }
    }

    [Fact]
    [Trait("Fault", "F36")]
    public async Task Heartbeat_NoAnswer_EndsTheConnection()
    {
        await _loop.StartAsync(CancellationToken.None);
        var (hub, session) = await AcceptAsync();
        hub.Disturb = said => said is HeartbeatReport ? new TaskCompletionSource().Task : null;
        await TimersAsync(1);

        _rig.Time.Advance(ConnectionLoop.HeartbeatInterval);
        await HearAsync<HeartbeatReport>(hub);
        await TimersAsync(2);
        _rig.Time.Advance(ConnectionLoop.AnswerTimeout);

        await session.Disposed.WaitAsync(Limit);
    }

    [Fact]
    public async Task Offer_WithContent_GoesToTheMailboxWithItsNonce()
    {
        var table = RoutingTableCodec.Seal(TableApplierTests.TableOf(_rig, 2, 10_000));
        await _loop.StartAsync(CancellationToken.None);
        var (_, session) = await AcceptAsync(welcomeOffer: OfferOf(table, nonce: 1));

        session.Say(new InboundMessage(Offer: OfferOf(table, nonce: 2)));
        await _mailbox.WaitAsync(CancellationToken.None).WaitAsync(Limit);
        var arrived = new List<ArrivedTable>();
        await UntilAsync(() =>
        {
            arrived.AddRange(_mailbox.TakeAll());
            return arrived.Count == 2;
        });

        Assert.Equal([1L, 2L], arrived.Select(a => a.Offer!.Nonce).Order());
        Assert.All(arrived, a => Assert.Equal("session-1", a.Offer!.SessionId));
    }

    [Fact]
    public async Task Connect_WhileTripped_SaysSoInHelloAndEveryHeartbeat()
    {
        _rig.Trips.Add(Trips.ATrip());
        await _loop.StartAsync(CancellationToken.None);

        var (hub, _) = await AcceptAsync();
        await TimersAsync(1);
        _rig.Time.Advance(ConnectionLoop.HeartbeatInterval);
        var beat = await HearAsync<HeartbeatReport>(hub);

        Assert.Equal("v2", Assert.Single(Assert.Single(hub.All<HelloReport>()).Trips).Variant);
        Assert.Equal("v2", Assert.Single(beat.Trips).Variant);
    }

    [Fact]
    public async Task Tripped_WhileConnected_IsSaidAtOnce()
    {
        await _loop.StartAsync(CancellationToken.None);
        var (hub, _) = await AcceptAsync();

        _outbox.Tripped(Trips.ATrip());

        Assert.Equal("v2", (await HearAsync<TripReport>(hub)).Variant);
        Assert.Empty(hub.All<HeartbeatReport>());
    }

    private static RoutingTableOffer OfferOf(SealedRoutingTable table, long nonce) => new()
    {
        Position = TableIntake.PositionOf(table.Table),
        Digest = table.Digest,
        SizeBytes = table.Content.Length,
        Urgency = OfferUrgency.Urgent,
        Nonce = nonce,
        Content = table.Content.ToArray(),
    };

    private async Task<(FakeHub Hub, FakeSession Session)> AcceptAsync(RoutingTableOffer? welcomeOffer = null)
    {
        var hub = new FakeHub { WelcomeOffer = welcomeOffer };
        var session = new FakeSession(hub);
        var attempt = await _link.Attempts.ReadAsync().AsTask().WaitAsync(Limit);
        attempt.SetResult(session);
        await UntilAsync(() => _contact.Session?.Hub == hub);
        return (hub, session);
    }

    private static async Task<T> HearAsync<T>(FakeHub hub)
    {
        await UntilAsync(() => hub.All<T>().Any());
        return hub.All<T>().First();
    }

    /// <summary>The loop has gone to sleep when so many timers wait.</summary>
    private Task TimersAsync(int count) => UntilAsync(() => _rig.Time.WaitingTimers >= count);

    private static async Task UntilAsync(Func<bool> isTrue)
    {
        using var timeout = new CancellationTokenSource(Limit, TimeProvider.System);
        while (!isTrue())
        {
            timeout.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
