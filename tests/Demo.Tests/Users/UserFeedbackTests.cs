using System.Text.Json;
using ControlPlane.Demo.Users;

namespace ControlPlane.Demo.Tests.Users;

public sealed class UserFeedbackTests
{
    private static readonly TrafficOptions Talkative = new() { Rate = 20, FeedbackShare = 1 };

    [Fact]
    public void Tick_TruthBecomesKnown_IsToldOnceAtItsTimeWithTheTokenOfItsAnswer()
    {
        using var bench = new TrafficBench(Talkative);

        bench.Act(TimeSpan.FromSeconds(60));

        var calls = PlannedCalls(Talkative, bench.Summary.Sent);
        var told = bench.Agents.Feedback.ToArray();
        Assert.InRange(told.Length, 800, 1_200);
        Assert.Equal(told.Length, bench.Summary.Feedback);
        Assert.Equal(bench.Summary.Sent - told.Length, bench.Summary.FeedbackPending);
        Assert.Distinct(told.Select(NumberOf));
        Assert.All(told, feedback =>
        {
            var call = calls[NumberOf(feedback)];
            var delay = feedback.At - call.Due;
            Assert.Equal($"/v2/models/{call.Request.Endpoint}/feedback", feedback.Path);
            Assert.Equal(call.Request.Truth, Body(feedback).GetProperty("label").GetString());
            Assert.InRange(delay, call.FeedbackDelay!.Value, call.FeedbackDelay.Value + TimeSpan.FromMilliseconds(20));
        });
    }

    [Fact]
    public void Tick_SeveralAgents_TruthMayGoToAnotherThanTheOneThatAnswered()
    {
        using var bench = new TrafficBench(Talkative);

        bench.Act(TimeSpan.FromSeconds(30));

        var answeredBy = bench.Agents.Inferences.ToDictionary(request => $"token-of-{request.Headers["x-request-id"]}", request => request.Host);
        var elsewhere = bench.Agents.Feedback.Count(feedback => answeredBy[TokenOf(feedback)] != feedback.Host);
        Assert.InRange(elsewhere / (double)bench.Summary.Feedback, 0.5, 0.8);
    }

    [Fact]
    public void Tick_NobodyTells_NothingIsPending()
    {
        using var bench = new TrafficBench(Talkative with { FeedbackShare = 0 });

        bench.Act(TimeSpan.FromSeconds(20));

        Assert.Empty(bench.Agents.Feedback);
        Assert.Equal(0, bench.Summary.FeedbackPending);
    }

    [Fact]
    public void Tick_MoreTruthsThanRoom_ForgetsTheRestAndCountsThem()
    {
        using var bench = new TrafficBench(Talkative with { MostPendingFeedback = 10 });

        bench.Act(TimeSpan.FromSeconds(20));

        var summary = bench.Summary;
        Assert.InRange(summary.FeedbackPending, 1, 10);
        Assert.InRange(summary.FeedbackForgotten, 200, 400);
        Assert.Equal(summary.Sent, summary.Feedback + summary.FeedbackPending + summary.FeedbackForgotten);
    }

    [Fact]
    public void Tick_NoAgentTakesTheTruth_CountsItAsRefused()
    {
        using var bench = new TrafficBench(Talkative);
        bench.Act(TimeSpan.FromSeconds(5));
        var before = bench.Summary;

        bench.Agents.Down.UnionWith(["agent-1", "agent-2", "agent-3"]);
        bench.Act(TimeSpan.FromSeconds(180));

        Assert.Equal(before.FeedbackPending, bench.Summary.FeedbackFailed);
        Assert.Equal(before.Feedback, bench.Summary.Feedback);
        Assert.Equal(0, bench.Summary.FeedbackPending);
    }

    private static Dictionary<long, PlannedCall> PlannedCalls(TrafficOptions options, long count)
    {
        var plan = new CallPlan(options);
        return Enumerable.Range(0, (int)count).Select(_ => plan.Take()).ToDictionary(call => call.Number);
    }

    private static JsonElement Body(SentRequest feedback) => JsonElement.Parse(feedback.Body);

    private static string TokenOf(SentRequest feedback) => Body(feedback).GetProperty("token").GetString()!;

    /// <summary>Identifiers of calls, and with them the stub's tokens, end with the number in the plan.</summary>
    private static long NumberOf(SentRequest feedback) => long.Parse(TokenOf(feedback).Split('-')[^1]);
}
