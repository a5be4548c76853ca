using ControlPlane.Contracts.Agents;
using ControlPlane.TestKit.Time;
using ControlPlane.Web.Realtime;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Tests.Realtime;

public sealed class TablePublisherTests : IAsyncDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly RealtimeOptions _options = new();
    private readonly PublishedTables _tables = new(new UnsignedTables());
    private readonly FakeTransport _transport = new();
    private readonly AgentConnection _connection;
    private readonly TablePublisher _publisher;

    public TablePublisherTests()
    {
        var connections = new AgentConnections();
        _connection = new AgentConnection(
            new AgentSession("id", "agent", "production", "connection", "session", "boot"), _transport, _options, _clock, NullLogger.Instance);
        connections.Add(_connection);
        _publisher = new TablePublisher(_tables, connections, Options.Create(_options), _clock);
    }

    [Fact]
    [Trait("Fault", "F20")]
    public async Task Publish_RoutineThenUrgent_TheUrgentOneGoesOutWithoutWaiting()
    {
        _publisher.Publish(Tables.AtRevision(1), OfferUrgency.Routine);
        await _transport.NextOfferAsync();
        _publisher.Publish(Tables.AtRevision(2), OfferUrgency.Routine);
        Assert.False(_transport.HasOffer);

        _publisher.Publish(Tables.AtRevision(3), OfferUrgency.Urgent);
        var offer = await _transport.NextOfferAsync();

        Assert.Equal((3, OfferUrgency.Urgent), (offer.Position.Revision, offer.Urgency));
    }

    [Fact]
    [Trait("Fault", "F19")]
    public async Task Publish_ManyRoutine_SendsTheFirstAndThenTheNewestWhenItIsQuiet()
    {
        _publisher.Publish(Tables.AtRevision(1), OfferUrgency.Routine);
        var first = await _transport.NextOfferAsync();
        _connection.Accept(first.Nonce);
        for (var revision = 2; revision <= 9; revision++)
            _publisher.Publish(Tables.AtRevision(revision), OfferUrgency.Routine);
        Assert.False(_transport.HasOffer);

        _clock.Advance(_options.QuietPeriod);
        var second = await _transport.NextOfferAsync();

        Assert.Equal((1, 9), (first.Position.Revision, second.Position.Revision));
    }

    [Fact]
    [Trait("Fault", "F29")]
    public void Publish_CommitsToldOutOfOrder_KeepsTheNewest()
    {
        _publisher.Publish(Tables.AtRevision(5), OfferUrgency.Urgent);
        _publisher.Publish(Tables.AtRevision(4), OfferUrgency.Urgent);

        Assert.Equal(5, _tables.PositionOf("production").Revision);
    }

    public async ValueTask DisposeAsync()
    {
        _publisher.Dispose();
        await _connection.DisposeAsync();
    }
}
