using ControlPlane.Contracts.Agents;
using ControlPlane.TestKit.Time;
using ControlPlane.Web.Realtime;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.Web.Tests.Realtime;

public sealed class AgentConnectionTests : IAsyncDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly RealtimeOptions _options = new() { Chance = () => 1 };
    private readonly FakeTransport _transport = new();
    private readonly AgentConnection _connection;

    public AgentConnectionTests() => _connection = Connect(_transport);

    [Fact]
    [Trait("Fault", "F19")]
    public async Task Post_RoutineWhileOneIsUnanswered_WaitsAndSendsTheNewestOnly()
    {
        _connection.Post(Tables.AtRevision(1), OfferUrgency.Routine);
        var first = await _transport.NextOfferAsync();
        _connection.Post(Tables.AtRevision(2), OfferUrgency.Routine);
        _connection.Post(Tables.AtRevision(3), OfferUrgency.Routine);
        Assert.False(_transport.HasOffer);

        _connection.Accept(first.Nonce);
        var second = await _transport.NextOfferAsync();

        Assert.Equal((1, 1L), (first.Position.Revision, first.Nonce));
        Assert.Equal((3, 2L), (second.Position.Revision, second.Nonce));
        Assert.False(_transport.HasOffer);
    }

    [Fact]
    [Trait("Fault", "F20")]
    public async Task Post_UrgentWhileOneIsUnanswered_GoesOutAtOnce()
    {
        _connection.Post(Tables.AtRevision(1), OfferUrgency.Routine);
        await _transport.NextOfferAsync();
        _connection.Post(Tables.AtRevision(2), OfferUrgency.Routine);

        _connection.Post(Tables.AtRevision(3), OfferUrgency.Urgent);
        var offer = await _transport.NextOfferAsync();

        Assert.Equal((3, OfferUrgency.Urgent), (offer.Position.Revision, offer.Urgency));
    }

    [Fact]
    [Trait("Fault", "F29")]
    public async Task Post_OlderThanWhatWasSent_IsIgnored()
    {
        _connection.Post(Tables.AtRevision(5), OfferUrgency.Urgent);
        await _transport.NextOfferAsync();

        _connection.Post(Tables.AtRevision(4), OfferUrgency.Urgent);
        _connection.Post(Tables.AtRevision(6), OfferUrgency.Urgent);
        var next = await _transport.NextOfferAsync();

        Assert.Equal(6, next.Position.Revision);
    }

    [Fact]
    public async Task WelcomeOffer_OfATableThatAlreadyWaits_TakesItsPlace()
    {
        _connection.Post(Tables.AtRevision(1), OfferUrgency.Routine);
        await _transport.NextOfferAsync();
        _connection.Post(Tables.AtRevision(2), OfferUrgency.Routine);

        var welcome = _connection.WelcomeOffer(Tables.AtRevision(2));
        _connection.Accept(welcome.Nonce);
        _connection.Post(Tables.AtRevision(3), OfferUrgency.Routine);
        var next = await _transport.NextOfferAsync();

        Assert.Equal(3, next.Position.Revision);
    }

    [Fact]
    public async Task Post_NoAnswerForTheAnswerTimeout_SendsTheWaitingOne()
    {
        _connection.Post(Tables.AtRevision(1), OfferUrgency.Routine);
        await _transport.NextOfferAsync();
        _connection.Post(Tables.AtRevision(2), OfferUrgency.Routine);

        _clock.Advance(_options.AnswerTimeout);
        var next = await _transport.NextOfferAsync();

        Assert.Equal(2, next.Position.Revision);
    }

    [Fact]
    [Trait("Fault", "F26")]
    public async Task Post_ReaderStopped_CutsThatConnectionAfterTheSendTimeoutAndDelaysNobodyElse()
    {
        _transport.IsReaderStopped = true;
        var healthy = new FakeTransport();
        await using var other = Connect(healthy);

        _connection.Post(Tables.AtRevision(1), OfferUrgency.Urgent);
        other.Post(Tables.AtRevision(1), OfferUrgency.Urgent);
        var received = await healthy.NextOfferAsync();
        await _transport.IsStuck;
        Assert.False(_transport.Aborted.IsCompleted);
        await AdvanceUntilAsync(_transport.Aborted);

        Assert.Equal(1, received.Position.Revision);
        Assert.False(healthy.Aborted.IsCompleted);
    }

    [Fact]
    public async Task Refuse_ForAPassingReason_OffersAgainAfterTheDelay()
    {
        var table = Tables.AtRevision(1);
        _connection.Post(table, OfferUrgency.Urgent);
        var first = await _transport.NextOfferAsync();

        _connection.Refuse(Refusal(first, isPermanent: false), table);
        Assert.False(_transport.HasOffer);
        _clock.Advance(_options.FirstRetryDelay);
        var second = await _transport.NextOfferAsync();

        Assert.Equal((1, 2L), (second.Position.Revision, second.Nonce));
    }

    [Fact]
    [Trait("Fault", "F21")]
    public async Task Refuse_ForGood_IsNotOfferedAgainUntilThereIsANewerTable()
    {
        var table = Tables.AtRevision(1);
        _connection.Post(table, OfferUrgency.Urgent);
        var first = await _transport.NextOfferAsync();

        _connection.Refuse(Refusal(first, isPermanent: true), table);
        _clock.Advance(TimeSpan.FromHours(1));
        _connection.Post(Tables.AtRevision(2), OfferUrgency.Routine);
        var next = await _transport.NextOfferAsync();

        Assert.Equal(2, next.Position.Revision);
    }

    [Fact]
    public async Task Close_SaysGoodbyeAndCuts()
    {
        await _connection.CloseAsync(new GoodbyeMessage("superseded", TimeSpan.Zero));

        Assert.Equal("superseded", _transport.Goodbye?.Reason);
        await _transport.Aborted;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static RefusalReport Refusal(RoutingTableOffer offer, bool isPermanent) => new()
    {
        Nonce = offer.Nonce,
        Position = offer.Position,
        Code = "internal",
        Message = "Not now.",
        IsPermanent = isPermanent,
        InForce = default,
    };

    private AgentConnection Connect(FakeTransport transport) => new(
        new AgentSession("id", "agent", "production", "connection", "session", "boot"), transport, _options, _clock, NullLogger.Instance);

    // The timeout's timer is made after the send has begun, so the clock moves until it is there.
    private async Task AdvanceUntilAsync(Task signal)
    {
        while (!signal.IsCompleted)
        {
            _clock.Advance(_options.SendTimeout);
            await Task.Yield();
        }
    }
}
