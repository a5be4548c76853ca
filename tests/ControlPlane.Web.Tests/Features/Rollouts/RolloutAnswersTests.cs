using Bunit;
using ControlPlane.Domain.Analysis.Comparisons;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Experiments;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Recipes;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Domain.Shadows;
using ControlPlane.Web.Features.Evidence;
using ControlPlane.Web.Features.Rollouts;
using ControlPlane.Web.Features.Rollouts.Strategies;
using ControlPlane.Web.Tests.Features.Evidence;
using Microsoft.Extensions.DependencyInjection;

namespace ControlPlane.Web.Tests.Features.Rollouts;

/// <summary>Every strategy's page owes five answers: is it better, by how much, how sure, for whom, since when.</summary>
public sealed class RolloutAnswersTests : PageContext
{
    private static readonly string[] Questions = ["Is it better?", "By how much?", "How sure?", "For whom?", "Since when?"];

    public static TheoryData<RolloutStrategy> Strategies => [.. Enum.GetValues<RolloutStrategy>()];

    [Theory]
    [MemberData(nameof(Strategies))]
    public async Task Page_EveryStrategy_AnswersAllFiveQuestions(RolloutStrategy strategy)
    {
        await Seed.ModelAsync("pets", 3);
        await Seed.EndpointAsync("pets", "pets");
        var agent = await Seed.AgentAsync("agent-1");
        await Seed.TrafficAsync(agent, "pets", 1, 90);
        var id = await StartAsync(strategy);
        await Seed.AdvanceAsync(id);
        await Seed.AcknowledgeAsync(agent);
        await Seed.ConfirmAsync(id);
        Clock.Advance(TimeSpan.FromMinutes(5));

        var page = Render<RolloutPage>(p => p.Add(r => r.Id, id));
        page.WaitForElement(".answers");

        var answers = Assert.Single(page.FindAll(".answers"));
        Assert.Equal(Questions, answers.QuerySelectorAll("dt").Select(q => q.TextContent));
        Assert.All(answers.QuerySelectorAll("dd"), a => Assert.EndsWith(".", a.TextContent.Trim()));
        Assert.StartsWith("5 min of ", answers.QuerySelectorAll("dd")[4].TextContent);
    }

    [Fact]
    public void Canary_Compared_AnswersWithNumbersAndTime()
    {
        var run = Comparisons.Run(ComparisonPlan.Default, Comparisons.Errors(600, 10_000), Comparisons.Errors(200, 10_000));
        var rollout = ARollout.Canary.At(2).Apply(new RolloutDecision { Watch = run, Sentence = "Looked." }).Rollout;

        var answers = RolloutAnswers.Of(rollout, [Segmented("v1", 100, 500), Segmented("v2", 100, 100)], ARollout.Start.AddMinutes(3));

        Assert.Equal("Yes, v2 is better.", answers[0].Sentence);
        Assert.StartsWith("Failed requests: 4 % better, between ", answers[1].Sentence, StringComparison.Ordinal);
        Assert.Contains("Chance to win 100 %; expected loss of promoting", answers[2].Sentence, StringComparison.Ordinal);
        Assert.Equal("3 min of this split, 10,000 against 10,000 units.", answers[4].Sentence);
    }

    [Fact]
    public void Canary_SegmentsDifferBothWays_SaysForWhomWithSizes()
    {
        var effects = ExploratoryEffects.BySegment(
            new ComparedMetric { Metric = MetricName.ErrorShare, Margin = 0 }, RecordedEvidence.Of(Segmented("v2", 400, 50)), RecordedEvidence.Of(Segmented("v1", 100, 300)));

        Assert.Equal(
            "Better for region=eu (by 4.17 % on 6,000 units); worse for region=au (by 7.5 % on 4,000 units).",
            ForWhomText.Of(MetricName.ErrorShare, effects));
        Assert.Contains("no segment was counted", ForWhomText.Of(MetricName.ErrorShare, []), StringComparison.Ordinal);
        Assert.Equal("Not estimable for any of 1 segment: why.", ForWhomText.Of(MetricName.ErrorShare, [new("region=au", null, null, null, null, 0, 0, "why.")]));
        Assert.Equal("No segment of 1 differs beyond chance.", ForWhomText.Of(MetricName.ErrorShare, [new("region=au", 0.01, -0.1, 0.1, 0.9, 10, 10, "")]));
    }

    [Fact]
    public void Canary_SplitIsWrong_GivesNoNumberAtAll()
    {
        var run = Comparisons.Run(ComparisonPlan.Default, Comparisons.Errors(100, 10_000), Comparisons.Errors(50, 5_000), (5_000, 5_000));
        var rollout = ARollout.Canary.At(2).Apply(new RolloutDecision { Watch = run, Sentence = "Looked." }).Rollout;

        var answers = RolloutAnswers.Of(rollout, [], ARollout.Start);

        Assert.StartsWith("The split is not as planned", answers[0].Sentence, StringComparison.Ordinal);
        Assert.All(answers.Skip(1).Take(3), a => Assert.StartsWith("Not known while requests do not fall", a.Sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void Rolling_HeldAgainstLimits_SaysThatLimitsHaveNoInterval()
    {
        var check = new MetricCheck { Metric = MetricName.ErrorShare, Maximum = 0.05 };
        var run = AnalysisRun.Begin(new AnalysisTemplate { Name = "test", Checks = [check] }, ["v2"], ARollout.Start)
            .Measure(new OneVariant(new VariantEvidence { Requests = 400, Errors = 8 }), "v1", ARollout.Start.AddMinutes(1));
        var rollout = new ARollout(RolloutStrategy.Rolling, new PrepareStep([2]), new SwitchStep(2)).At(1).Apply(new RolloutDecision { Watch = run, Sentence = "Looked." }).Rollout;

        var answers = RolloutAnswers.Of(rollout, [Features.Facts.AWindow("v2", 400, 8)], ARollout.Start.AddMinutes(2));

        Assert.Equal("It is no worse than its limits allow, in 1 check; whether it is better, limits do not say.", answers[0].Sentence);
        Assert.Equal("Failed requests: 2 %, limit 5 %.", answers[1].Sentence);
        Assert.Equal("Held against limits, without an interval: 1 look passed and 0 failed, on 400 requests.", answers[2].Sentence);
        Assert.Equal("2 min of this traffic; 400 requests of the new version in view.", answers[4].Sentence);
    }

    [Fact]
    public void Recreate_WithoutAnalysis_ShowsWhatBothDidAndThatNothingIsJudged()
    {
        var rollout = new ARollout(RolloutStrategy.Recreate, new TearDownStep(1), new PrepareStep([2]), new SwitchStep(2)).At(2)
            .Apply(new RolloutDecision { Baseline = new VariantEvidence { Requests = 1_000, Errors = 10 }, IsConfirmed = true, Sentence = "Confirmed." }).Rollout;

        var answers = RolloutAnswers.Of(rollout, [Features.Facts.AWindow("v2", 400, 8)], ARollout.Start);

        Assert.StartsWith("Not judged: the plan has no analysis.", answers[0].Sentence, StringComparison.Ordinal);
        Assert.Equal("Failed requests: 2.0 % of 400, 1.0 % of 1,000 by the version before.", answers[1].Sentence);
    }

    [Fact]
    public void Shadow_RightMoreOftenButNotForAll_SaysSoWithIntervals()
    {
        var comparison = new Contracts.Telemetry.ShadowComparison
        {
            Pairs = 5_000,
            Labelled = 5_000,
            Agreed = 4_860,
            SegmentLabelled = new Dictionary<string, long> { ["region=au"] = 400, ["region=eu"] = 4_600 },
            SegmentAgreed = new Dictionary<string, long> { ["region=au"] = 280, ["region=eu"] = 4_580 },
        };
        var report = new ShadowReport(
            "v2", new VariantEvidence { Requests = 5_000, Comparison = comparison }, new VariantEvidence { Requests = 5_000 }, new PairedLabels(800, 10, 60, 30), ShadowLimits.Default);

        var answers = ShadowAnswers.Of(report, TimeSpan.FromMinutes(7));

        Assert.Equal("Yes, v2 is right more often.", answers[0].Sentence);
        Assert.Equal("It agrees for 97.2 % of 5,000 rows; right for 95.6 % against 90.0 % of 900 labelled requests.", answers[1].Sentence);
        Assert.Contains("95.0 % confidence", answers[2].Sentence, StringComparison.Ordinal);
        Assert.Contains("McNemar p below 0.001", answers[2].Sentence, StringComparison.Ordinal);
        Assert.Equal("It differs for region=au (70.0 % of 400 rows agree); the other 1 segment agrees as usual.", answers[3].Sentence);
        Assert.Equal("7 min of copies, 5,000 answered by both.", answers[4].Sentence);
        Assert.Equal(Questions, ShadowAnswers.Of(null, null).Select(a => a.Question));
    }

    private static Data.Telemetry.WindowRow Segmented(string variant, long au, long eu) => Features.Facts.AWindow(variant, 10_000, au + eu) with
    {
        Segments = new Dictionary<string, long> { ["region=au"] = 4_000, ["region=eu"] = 6_000 },
        SegmentErrors = new Dictionary<string, long> { ["region=au"] = au, ["region=eu"] = eu },
    };

    private async Task<string> StartAsync(RolloutStrategy strategy)
    {
        var draft = strategy == RolloutStrategy.Plan
            ? new RolloutDraft { Strategy = strategy, Stages = [new RolloutDraft { Strategy = RolloutStrategy.Shadow, Versions = [2] }, new RolloutDraft { Strategy = RolloutStrategy.Canary, Versions = [2] }] }
            : new RolloutDraft { Strategy = strategy, Versions = [2] };
        var outcome = await Services.GetRequiredService<StartRolloutCommand>().RunAsync(new StartRolloutRequest("pets", draft, Reason: "fresh from training"), Actors.ByApi, CancellationToken.None);
        Assert.True(outcome.IsAccepted, outcome.Refusal?.ToString());
        return outcome.Value.Rollout.Id;
    }

    private sealed class OneVariant(VariantEvidence evidence) : IEvidence
    {
        public Completeness Completeness => Completeness.Nothing;

        public VariantEvidence Of(string variant, TimeSpan? window) => evidence;

        public Domain.Analysis.Templates.Sources.ExternalReading? External(string variant, MetricCheck check) => null;
    }
}
