using ControlPlane.AgentHost.Guards;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Routing;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Tests.Guards;

public sealed class GuardJudgeTests
{
    private static readonly GuardLimits Limits = new() { MinimumRequests = 20 };

    [Theory]
    [InlineData(19, 19, null)]
    [InlineData(20, 20, 1.0)]
    [InlineData(100, 10, null)]
    [InlineData(100, 11, 0.11)]
    [InlineData(100, 0, null)]
    public void Judge_ErrorShare_SpeaksAboveItsLimitFromTheMinimumOn(int requests, int failed, double? observed)
    {
        var counts = CountsOf(requests, (ErrorClass.Model, failed));

        var verdict = GuardJudge.Judge(counts, Limits with { ErrorShare = 0.1 });

        Assert.Equal(observed, verdict?.Observed);
        if (verdict is not null)
            Assert.Equal((GuardKind.ErrorShare, 0.1), (verdict.Guard, verdict.Limit));
    }

    [Theory]
    [InlineData(ErrorClass.Model, true)]
    [InlineData(ErrorClass.Timeout, true)]
    [InlineData(ErrorClass.Internal, true)]
    [InlineData(ErrorClass.Rejected, false)]
    [InlineData(ErrorClass.Shed, false)]
    public void Judge_ErrorClass_CountsAgainstTheVariantUnlessItIsTheCallersOrTheAgents(ErrorClass error, bool speaks)
    {
        var counts = CountsOf(100, (error, 60));

        Assert.Equal(speaks, GuardJudge.Judge(counts, Limits with { ErrorShare = 0.5 }) is not null);
    }

    [Fact]
    public void Judge_ManyRejectedRequests_DoNotHideTheFailedOnes()
    {
        var counts = CountsOf(1_000, (ErrorClass.Rejected, 970), (ErrorClass.Model, 20));

        Assert.Equal(20 / 30.0, GuardJudge.Judge(counts, Limits with { ErrorShare = 0.5 })!.Observed);
    }

    [Fact]
    public void Judge_Timeouts_AreHeldAgainstTheirOwnLimit()
    {
        var counts = CountsOf(100, (ErrorClass.Timeout, 6), (ErrorClass.Model, 30));

        Assert.Equal((GuardKind.TimeoutShare, 0.06), Of(GuardJudge.Judge(counts, Limits with { TimeoutShare = 0.05 })));
        Assert.Null(GuardJudge.Judge(counts, Limits with { TimeoutShare = 0.06 }));
    }

    [Fact]
    public void Judge_InvalidOutputs_AreAShareOfTheAnswers()
    {
        var counts = new VariantCounts(0, 0) { Requests = 100, Invalid = 10 };
        counts.Errors[(int)ErrorClass.Model] = 50;

        Assert.Equal((GuardKind.InvalidOutputShare, 0.2), Of(GuardJudge.Judge(Judged(counts), Limits with { InvalidOutputShare = 0.1 })));
    }

    [Theory]
    [InlineData(98, true)]
    [InlineData(100, false)]
    public void Judge_LatencyP99_SpeaksWhenMoreThanOneInAHundredIsSlow(int fast, bool speaks)
    {
        var counts = new VariantCounts(0, 0) { Requests = fast + 1 };
        counts.AddLatency(LatencySketch.BinOf(2), fast - 1);
        counts.AddLatency(LatencySketch.BinOf(900), 2);

        var verdict = GuardJudge.Judge(Judged(counts), Limits with { LatencyP99Milliseconds = speaks ? 500 : 950 });

        Assert.Equal(speaks, verdict is not null);
        if (verdict is not null)
            Assert.InRange(verdict.Observed, 891, 909);
    }

    [Fact]
    public void Judge_NoLimitSet_NeverSpeaks() => Assert.Null(GuardJudge.Judge(CountsOf(100, (ErrorClass.Model, 100)), Limits));

    private static (GuardKind, double) Of(GuardVerdict? verdict) => (verdict!.Guard, verdict.Observed);

    private static GuardCounts CountsOf(int requests, params (ErrorClass Class, int Count)[] errors)
    {
        var counts = new VariantCounts(0, 0) { Requests = requests };
        foreach (var (error, count) in errors)
            counts.Errors[(int)error] = count;
        return Judged(counts);
    }

    private static GuardCounts Judged(VariantCounts counts)
    {
        var judged = new GuardCounts();
        judged.Add(counts);
        return judged;
    }
}
