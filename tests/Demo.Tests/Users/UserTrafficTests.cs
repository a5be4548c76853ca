using System.Net;
using System.Text.Json;
using ControlPlane.Demo.Users;

namespace ControlPlane.Demo.Tests.Users;

public sealed class UserTrafficTests
{
    private static readonly TrafficOptions Usual = new() { Rate = 100 };

    [Fact]
    public void Tick_TimePasses_SendsExactlyWhatThePlanHasDue()
    {
        using var bench = new TrafficBench(Usual);
        var plan = new CallPlan(Usual);
        var due = 0;
        while (plan.Take().Due <= TimeSpan.FromSeconds(5))
            due++;

        bench.Act(TimeSpan.FromSeconds(5));

        Assert.InRange(due, 400, 600);
        Assert.Equal(due, bench.Agents.Inferences.Count());
        Assert.Equal(due, bench.Summary.Sent);
        Assert.Equal(due, bench.Summary.Succeeded);
    }

    [Fact]
    public void Tick_AgentsNeverAnswer_GoesOnSendingAndThenLeavesOut()
    {
        using var bench = new TrafficBench(Usual with { MostInFlight = 40 });
        bench.Agents.Hang = true;

        bench.Act(TimeSpan.FromSeconds(0.2));
        var early = bench.Summary;
        bench.Act(TimeSpan.FromSeconds(4.8));

        Assert.InRange(early.Sent, 5, 39);
        Assert.Equal(0, early.Skipped);
        Assert.Equal(40, bench.Summary.Sent);
        Assert.Equal(0, bench.Summary.Succeeded);
        Assert.InRange(bench.Summary.Skipped, 300, 600);
    }

    [Fact]
    public void Tick_AfterAPause_LeavesOutWhatIsTooLate()
    {
        using var bench = new TrafficBench(Usual);

        bench.Freeze(TimeSpan.FromSeconds(60));

        Assert.InRange(bench.Summary.Sent, 50, 160);
        Assert.InRange(bench.Summary.Skipped, 5_500, 6_500);
    }

    [Fact]
    public void Tick_Always_SaysWhoAsksFromWhereUnderWhichIdentifier()
    {
        using var bench = new TrafficBench(Usual);

        bench.Act(TimeSpan.FromSeconds(2));

        Assert.All(bench.Agents.Inferences, request =>
        {
            Assert.Matches("^user-[0-9]{4}$", request.Headers["x-routing-key"]);
            Assert.Contains(request.Headers["x-region"], new[] { "eu", "us", "au" });
            Assert.Equal(JsonDocument.Parse(request.Body).RootElement.GetProperty("id").GetString(), request.Headers["x-request-id"]);
        });
        Assert.Distinct(bench.Agents.Inferences.Select(request => request.Headers["x-request-id"]));
        Assert.Equal(["/v2/models/fraud/infer", "/v2/models/pets/infer"], bench.Agents.Inferences.Select(request => request.Path).Distinct().Order());
    }

    [Fact]
    public void Tick_SeveralAgents_AsksThemInTurn()
    {
        using var bench = new TrafficBench(Usual with { FeedbackShare = 0 }, agents: 3);

        bench.Act(TimeSpan.FromSeconds(3));

        var hosts = bench.Agents.Inferences.Select(request => request.Host).ToArray();
        Assert.All(hosts.Zip(hosts.Skip(1)), pair => Assert.NotEqual(pair.First, pair.Second));
        Assert.Equal(3, hosts.Distinct().Count());
    }

    [Fact]
    public void Tick_OneAgentDown_TheNextOneAnswersAndTheFailedAttemptsAreCounted()
    {
        using var bench = new TrafficBench(Usual);
        bench.Agents.Down.Add("agent-2");

        bench.Act(TimeSpan.FromSeconds(10));

        Assert.Equal(bench.Summary.Sent, bench.Summary.Succeeded);
        Assert.Equal(0, bench.Summary.Failed);
        Assert.InRange(bench.Summary.FailedAttempts, 4, 6);
    }

    [Fact]
    public void Tick_AgentComesBack_IsAskedAgain()
    {
        using var bench = new TrafficBench(Usual);
        bench.Agents.Down.Add("agent-2");
        bench.Act(TimeSpan.FromSeconds(3));
        Assert.DoesNotContain(bench.Agents.Sent, request => request.Host == "agent-2");

        bench.Agents.Down.Clear();
        bench.Act(TimeSpan.FromSeconds(3));

        Assert.Contains(bench.Agents.Sent, request => request.Host == "agent-2");
    }

    [Fact]
    public void Tick_AllAgentsDown_CountsFailedCallsAndGoesOn()
    {
        using var bench = new TrafficBench(Usual);
        bench.Agents.Down.UnionWith(["agent-1", "agent-2", "agent-3"]);

        bench.Act(TimeSpan.FromSeconds(2));

        Assert.InRange(bench.Summary.Failed, 130, 270);
        Assert.Equal(bench.Summary.Sent, bench.Summary.Failed);
        Assert.Equal(0, bench.Summary.FeedbackPending);
    }

    [Fact]
    public void Tick_AgentAnswersWithAnError_CountsItAndAsksNobodyElse()
    {
        using var bench = new TrafficBench(Usual);
        bench.Agents.Status = HttpStatusCode.InternalServerError;

        bench.Act(TimeSpan.FromSeconds(2));

        Assert.Equal(bench.Summary.Sent, bench.Summary.Failed);
        Assert.Equal(bench.Summary.Sent, bench.Agents.Inferences.Count());
        Assert.Equal(0, bench.Summary.FailedAttempts);
        Assert.Equal(0, bench.Summary.FeedbackPending);
    }

    [Fact]
    public async Task RunAsync_CancelledWhileCallsHang_EndsAndNothingIsLeft()
    {
        using var bench = new TrafficBench(Usual);
        using var stop = new CancellationTokenSource();
        bench.Agents.Hang = true;
        var run = bench.Traffic.RunAsync(stop.Token);
        bench.Time.Advance(TimeSpan.FromSeconds(0.5));
        while (bench.Summary.Sent == 0)
            await Task.Yield();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(0, bench.Time.WaitingTimers);
    }
}
