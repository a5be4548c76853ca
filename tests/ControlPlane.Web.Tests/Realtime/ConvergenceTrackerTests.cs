using ControlPlane.Contracts.Agents;
using ControlPlane.TestKit.Time;
using ControlPlane.Web.Realtime;
using ControlPlane.Web.Realtime.Replicas;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.Web.Tests.Realtime;

public sealed class ConvergenceTrackerTests
{
    private static readonly TablePosition Position = new(1, 7);

    private readonly ManualTimeProvider _clock = new();
    private readonly AgentConnections _connections = new();
    private readonly ConvergenceTracker _tracker;

    public ConvergenceTrackerTests() => _tracker = new ConvergenceTracker(_connections, new ElsewhereAgents(), new ChangeBell(NullLogger<ChangeBell>.Instance), _clock);

    [Fact]
    public void Report_EveryAgentHasTheRoute_IsCompleteWithTheTimeOfTheLast()
    {
        Connect("a", "b");
        Begin();
        _clock.Advance(TimeSpan.FromMilliseconds(40));
        _tracker.Report("a", Position, [new EndpointStatus("pets", 3, [])]);
        _clock.Advance(TimeSpan.FromMilliseconds(60));
        _tracker.Report("b", Position, [new EndpointStatus("pets", 3, [])]);
        _clock.Advance(TimeSpan.FromMilliseconds(60));
        _tracker.Report("b", Position, [new EndpointStatus("pets", 3, [])]);

        var convergence = _tracker.FindLatest("pets")!;

        Assert.True(convergence.IsComplete);
        Assert.Equal(TimeSpan.FromMilliseconds(100), convergence.Elapsed);
        Assert.Equal([40d, 100d], convergence.Agents.Select(a => a.Elapsed!.Value.TotalMilliseconds));
    }

    [Theory]
    [InlineData(6, 3, ConvergenceState.Waiting)]
    [InlineData(7, 2, ConvergenceState.Waiting)]
    [InlineData(7, 3, ConvergenceState.InForce)]
    [InlineData(9, 5, ConvergenceState.InForce)]
    public void Report_TableAndRoute_DecideWhetherItIsInForce(long revision, long routeRevision, ConvergenceState expected)
    {
        Connect("a");
        Begin();

        _tracker.Report("a", new TablePosition(1, revision), [new EndpointStatus("pets", routeRevision, []), new EndpointStatus("fraud", 99, [])]);

        Assert.Equal(expected, _tracker.Find("pets", 3)!.Agents[0].State);
    }

    [Fact]
    public void Refuse_OneAgent_IsShownAndNeverCountsAsInForce()
    {
        Connect("a", "b");
        Begin();
        _tracker.Report("a", Position, [new EndpointStatus("pets", 3, [])]);

        _tracker.Refuse("b", new RefusalReport { Position = Position, Code = "insufficient_disk", Message = "The disk is full.", IsPermanent = false, InForce = new(1, 6) });
        var convergence = _tracker.FindLatest("pets")!;

        Assert.False(convergence.IsComplete);
        Assert.Equal((ConvergenceState.Refused, "The disk is full."), (convergence.Agents[1].State, convergence.Agents[1].Reason));
        Assert.Equal(1, convergence.AcknowledgedCount);
    }

    [Fact]
    public async Task Wait_ForAnAgentThatIsLost_EndsAndTheRestCounts()
    {
        Connect("a", "b");
        Begin();
        var waiting = _tracker.WaitAsync("pets", 3, TimeSpan.FromMinutes(1), default);
        _tracker.Report("a", Position, [new EndpointStatus("pets", 3, [])]);
        Assert.False(waiting.IsCompleted);

        _tracker.Lose("b");
        var convergence = await waiting;

        Assert.True(convergence!.IsComplete);
        Assert.Equal(ConvergenceState.Unreachable, convergence.Agents[1].State);
    }

    [Fact]
    public async Task Wait_NoAnswer_EndsAtTheLimitAndSaysWhoIsMissing()
    {
        Connect("a");
        Begin();
        var waiting = _tracker.WaitAsync("pets", 3, TimeSpan.FromSeconds(5), default);

        _clock.Advance(TimeSpan.FromSeconds(5));
        var convergence = await waiting;

        Assert.False(convergence!.IsComplete);
        Assert.Equal(ConvergenceState.Waiting, convergence.Agents[0].State);
    }

    [Fact]
    public async Task Wait_WithoutAgents_EndsAtOnce()
    {
        Begin();

        var convergence = await _tracker.WaitAsync("pets", 3, TimeSpan.FromSeconds(5), default);

        Assert.True(convergence!.IsComplete);
        Assert.Null(convergence.Elapsed);
    }

    [Fact]
    public void Find_AfterMoreChangesThanAreRemembered_ForgetsTheOldest()
    {
        Begin();
        for (var change = 0; change < ConvergenceTracker.Capacity; change++)
            Begin("fraud");

        Assert.Null(_tracker.FindLatest("pets"));
    }

    private void Connect(params string[] agents)
    {
        foreach (var agent in agents)
        {
            var session = new AgentSession(agent, agent, "production", $"connection-{agent}", "session", "boot");
            _connections.Add(new AgentConnection(session, new FakeTransport(), new RealtimeOptions(), _clock, NullLogger.Instance));
        }
    }

    private void Begin(string endpoint = "pets") => _tracker.Begin(new CommandedChange
    {
        Pool = "production",
        Endpoint = endpoint,
        Position = Position,
        RouteRevision = 3,
        CommandedAt = _clock.GetUtcNow(),
        CommandedTimestamp = _clock.GetTimestamp(),
        CommittedAt = _clock.GetUtcNow(),
    });
}
