using ControlPlane.AgentHost.Connection;
using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.Contracts.Agents;

namespace ControlPlane.AgentHost.Tests.Connection;

public sealed class ReportOutboxTests
{
    private readonly ReportOutbox _outbox = new();
    private readonly FakeHub _hub = new();

    [Fact]
    public async Task SendAsync_SeveralStates_SendsTheNewestOnly()
    {
        _outbox.Applied(StateOf(1));
        _outbox.Applied(StateOf(2));

        await SendAsync();
        await SendAsync();

        Assert.Equal(2, Assert.Single(_hub.All<AcknowledgeReport>()).Position.Revision);
    }

    [Fact]
    public async Task SendAsync_NotWhole_IsProgressAndNoAcknowledgement()
    {
        _outbox.Applied(StateOf(1) with { IsWhole = false });

        await SendAsync();

        Assert.Single(_hub.All<ProgressReport>());
        Assert.Empty(_hub.All<AcknowledgeReport>());
    }

    [Theory]
    [InlineData("session-1", 5L)]
    [InlineData("session-0", null)]
    [Trait("Fault", "F28")]
    public async Task SendAsync_Nonce_IsGivenInsideItsSessionOnly(string session, long? nonce)
    {
        var offer = new OfferReference(session, 5);
        _outbox.Applied(StateOf(1) with { Offer = offer });
        _outbox.Refused(RefusalOf(2), offer);

        await SendAsync();

        Assert.Equal(nonce, Assert.Single(_hub.All<AcknowledgeReport>()).Nonce);
        Assert.Equal(nonce, Assert.Single(_hub.All<RefusalReport>()).Nonce);
    }

    [Fact]
    public async Task SendAsync_ConnectionBreaks_KeepsWhatWasNotSaid()
    {
        _outbox.Applied(StateOf(1));
        _outbox.Refused(RefusalOf(2), null);
        _hub.Disturb = _ => Task.FromException(new IOException("cut"));
        await Assert.ThrowsAsync<IOException>(SendAsync);
        _hub.Disturb = _ => null;
        _hub.Said.Clear();

        await SendAsync();

        Assert.Equal(2, Assert.Single(_hub.All<RefusalReport>()).Position.Revision);
        Assert.Single(_hub.All<AcknowledgeReport>());
    }

    [Fact]
    public async Task SendAsync_NewerStateWhileTheOlderFails_DoesNotBringTheOlderBack()
    {
        _outbox.Applied(StateOf(1));
        _hub.Disturb = _ =>
        {
            _outbox.Applied(StateOf(2));
            return Task.FromException(new IOException("cut"));
        };
        await Assert.ThrowsAsync<IOException>(SendAsync);
        _hub.Disturb = _ => null;
        _hub.Said.Clear();

        await SendAsync();

        Assert.Equal(2, Assert.Single(_hub.All<AcknowledgeReport>()).Position.Revision);
    }

    private Task SendAsync() => _outbox.SendAsync(new ActiveSession("session-1", _hub), () => []);

    private static AppliedState StateOf(long revision) =>
        new() { Position = new TablePosition(1, revision), Digest = "d", IsWhole = true, AppliedAt = DateTimeOffset.UnixEpoch };

    private static RefusalReport RefusalOf(long revision) => new()
    {
        Position = new TablePosition(1, revision),
        Code = "stale_version",
        Message = "old",
        IsPermanent = true,
        InForce = default,
    };
}
