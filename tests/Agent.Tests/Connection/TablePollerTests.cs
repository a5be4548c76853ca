using ControlPlane.AgentHost.Connection;
using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.AgentHost.Tests.Routing;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.AgentHost.Tests.Connection;

public sealed class TablePollerTests : IAsyncDisposable
{
    private readonly ApplierRig _rig = new();
    private readonly FakeTables _tables = new();
    private readonly TableMailbox _mailbox = new();
    private readonly TablePoller _poller;

    public TablePollerTests() => _poller = new TablePoller(
        _tables, _rig.Applier, _mailbox, new ControlPlaneContact(_rig.Time), new RenewalSignal(), _rig.Time, () => 0, NullLogger<TablePoller>.Instance);

    public async ValueTask DisposeAsync()
    {
        await _poller.StopAsync(CancellationToken.None);
        _poller.Dispose();
        await _rig.DisposeAsync();
    }

    [Fact]
    public async Task PollAsync_NewTable_GoesToTheMailboxAndIsNoOffer()
    {
        var table = RoutingTableCodec.Seal(TableApplierTests.TableOf(_rig, 6, 10_000));
        _tables.Answer = _ => Task.FromResult<PolledTable?>(new PolledTable(table.Content.ToArray(), table.Digest, null));

        await _poller.PollAsync(CancellationToken.None);

        var arrived = Assert.Single(_mailbox.TakeAll());
        Assert.Equal(new TablePosition(1, 6), arrived.Position);
        Assert.Null(arrived.Offer);
    }

    [Fact]
    public async Task PollAsync_TableInForce_IsNamedSoThatItNeedNotCome()
    {
        _rig.Take(TableApplierTests.TableOf(_rig, 6, 10_000));
        await _rig.UntilWholeAsync(6);

        await _poller.PollAsync(CancellationToken.None);

        Assert.Equal(_rig.Applier.State.Digest, Assert.Single(_tables.Known));
        Assert.Empty(_mailbox.TakeAll());
    }

    [Fact]
    [Trait("Fault", "F32")]
    public async Task PollAsync_NoControlPlane_IsNoFailure()
    {
        _tables.Answer = _ => Task.FromException<PolledTable?>(new HttpRequestException("refused"));

        await _poller.PollAsync(CancellationToken.None);

        Assert.Empty(_mailbox.TakeAll());
    }

    [Fact]
    public async Task PollAsync_NoTable_IsLeftToTheOneWhoVerifies()
    {
        _tables.Answer = _ => Task.FromResult<PolledTable?>(new PolledTable([1, 2, 3], "digest", null));

        await _poller.PollAsync(CancellationToken.None);

        Assert.Equal(default, Assert.Single(_mailbox.TakeAll()).Position);
    }

    [Fact]
    [Trait("Fault", "F31")]
    [Trait("Promise", "P4")]
    public async Task ExecuteAsync_WithoutAnyHub_PollsWithinThirtySixSeconds()
    {
        await _poller.StartAsync(CancellationToken.None);
        await UntilAsync(() => _rig.Time.WaitingTimers == 1);
        Assert.Single(_tables.Known);

        // Chance 0 is the shortest interval, 30 s less 20 %.
        _rig.Time.Advance(TimeSpan.FromSeconds(23.9));
        Assert.Single(_tables.Known);
        _rig.Time.Advance(TimeSpan.FromSeconds(0.1));
        await UntilAsync(() => _tables.Known.Count == 2);
    }

    private static async Task UntilAsync(Func<bool> isTrue)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        while (!isTrue())
        {
            timeout.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
