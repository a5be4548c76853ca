using Bunit;
using ControlPlane.Data.Rollouts;
using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Analysis.Means;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Web.Features.Evidence;
using ControlPlane.Web.Features.Rollouts.Strategies;
using ControlPlane.Web.Tests.Features.Evidence;
using Microsoft.Extensions.DependencyInjection;

namespace ControlPlane.Web.Tests.Features.Rollouts;

public sealed class ExperimentPanelTests : PageContext
{
    [Fact]
    public void Panel_Experiment_SaysWhatWasFixedAndHowFarItIs()
    {
        var panel = RenderPanel(AnExperiment().Rollout, [Row("v1", 500, 5), Row("v2", 250, 3)]);

        Assert.Contains("v2 is no worse.", panel.Find(".experiment").TextContent);
        Assert.Contains("α = 0.05, power 80.0 %, 4,000 units per variant", panel.Find(".experiment").TextContent);
        Assert.Contains("250 of 4,000 planned", panel.Find(".experiment-arms tbody tr:last-child").TextContent);
        Assert.Contains("Not known yet: nothing was compared.", panel.Find(".experiment-answers").TextContent);
        Assert.Empty(panel.FindAll("#experiment-results"));
    }

    [Fact]
    public void Panel_Looked_AnswersIsItBetterByHowMuchHowSureSinceWhen()
    {
        var run = Comparisons.Run(Comparisons.Plan(), Comparisons.Errors(600, 10_000), Comparisons.Errors(200, 10_000));
        var panel = RenderPanel(AnExperiment().Apply(new RolloutDecision { Gate = run, Sentence = "Looked." }).Rollout, [Row("v1", 10_000, 600), Row("v2", 10_000, 200)]);

        var answers = panel.Find(".experiment-answers").TextContent;
        Assert.Contains("Yes, v2 is better.", answers);
        Assert.Contains("4 % better", answers);
        Assert.Contains("Chance to win 100 %", answers);
        Assert.Contains("10,000 against 10,000 units", answers);
        Assert.NotNull(panel.Find("#experiment-results"));
    }

    [Fact]
    public void Panel_RewardsWithACovariate_SaysHowMuchVarianceItTakesAway()
    {
        static VariantEvidence Arm(double mean)
        {
            // The reward follows what the caller earned before, so that most of its variance is known beforehand.
            var pairs = Enumerable.Range(0, 2_000).Select(n => (Reward: mean + (n % 10) + (n % 3 * 0.1), Before: (double)(n % 10))).ToList();
            var moments = pairs.Aggregate(default(PairedMoments), (sum, p) => sum.Plus(new PairedMoments(new(1, p.Reward, 0), new(1, p.Before, 0), 0)));
            return new VariantEvidence { Requests = 2_000, Rewarded = 2_000, RewardSum = pairs.Sum(p => p.Reward), RewardSquares = pairs.Sum(p => p.Reward * p.Reward), RewardCovariate = moments };
        }

        var run = Comparisons.Run(Comparisons.Plan(MetricName.Reward, 0.5), Arm(5), Arm(5.2));
        var panel = RenderPanel(AnExperiment(MetricName.Reward, 0.5).Apply(new RolloutDecision { Gate = run, Sentence = "Looked." }).Rollout, []);

        Assert.Contains("the callers' covariate takes 99.", panel.Find(".experiment-answers").TextContent);
    }

    [Fact]
    public void Panel_SplitMismatch_GivesTheReasonInPlaceOfANumber()
    {
        var run = Comparisons.Run(Comparisons.Plan(), Comparisons.Errors(100, 10_000), Comparisons.Errors(50, 5_000), (5_000, 5_000));
        var panel = RenderPanel(AnExperiment().Apply(new RolloutDecision { Gate = run, Sentence = "Looked." }).Rollout, []);

        Assert.Contains("split", panel.Find(".experiment-answers dd").TextContent);
        Assert.DoesNotContain("Chance to win", panel.Find(".experiment-answers").TextContent);
    }

    [Fact]
    public void Panel_DaysAndSegments_AreShownWithTheirOwnIntervalsOrReasons()
    {
        ExperimentDay[] days =
        [
            new(1, [Row("v1", 5_000, 250), Row("v2", 5_000, 100)]),
            new(2, [Row("v1", 5_000, 250), Row("v2", 5_000, 245)]),
            new(3, []),
        ];
        var segments = new Dictionary<string, long> { ["region=au"] = 4_000, ["region=eu"] = 6_000 };
        WindowRow Segmented(string variant, long au, long eu) => Row(variant, 10_000, au + eu) with
        {
            Segments = segments,
            SegmentErrors = new Dictionary<string, long> { ["region=au"] = au, ["region=eu"] = eu },
        };

        var panel = RenderPanel(AnExperiment().Rollout, [Segmented("v1", 100, 150), Segmented("v2", 400, 150)], days);

        var rows = panel.FindAll("[aria-labelledby=experiment-days] tbody tr").Select(r => r.TextContent).ToList();
        Assert.Equal(["Day 1", "Day 2", "Day 3"], rows.Select(r => r.Trim()[..5]));
        Assert.Contains("5,000 against 5,000", rows[0]);
        Assert.Contains("not estimable", rows[2]);
        Assert.Contains("corrected for 2 segments", panel.Find("[aria-labelledby=experiment-segments]").TextContent);
        Assert.Equal(2, panel.FindAll("[aria-labelledby=experiment-segments] .harm-interval").Count);
    }

    [Fact]
    public void Panel_NothingCounted_SaysWhatToDoInPlaceOfEmptyTables()
    {
        var panel = RenderPanel(AnExperiment().Rollout, []);

        Assert.Contains("No day has begun yet.", panel.Markup);
        Assert.Contains("No segment was counted.", panel.Markup);
    }

    [Fact]
    public async Task Form_MarginChangedWithAReason_BeginsTheTestAnewAndShowsIt()
    {
        var id = await StartedAsync();
        var panel = RenderPanel((await FindAsync(id))!, []);

        panel.Find("#plan-margin").Change("0.02");
        panel.Find("#plan-reason").Change("The first was too strict.");
        await panel.Find(".plan-fields").SubmitAsync();

        var revised = (await FindAsync(id))!;
        var step = (ExperimentStep)revised.CurrentStep!;
        Assert.Equal((1, 0.02), (step.Revision, step.Margin));
        Assert.Contains("margin 0.5 % to 2 %", revised.Sentence);
        Assert.Contains("The plan was changed 1 time after the start", RenderPanel(revised, []).Markup);
    }

    [Theory]
    [InlineData("#plan-margin", "-0.02", "because", "0 or more|at least 0")]
    [InlineData("#plan-alpha", "much", "because", "'False alarms accepted (α)' is 'much'; use a number")]
    [InlineData("#plan-least", "soon", "because", "'Least time' is 'soon'; use a number with its unit")]
    [InlineData("#plan-power", "1", "because", "'Power' is 1; use a number from")]
    [InlineData("#plan-margin", "0.02", "", "say why the plan changes")]
    public async Task Form_WhatCannotBePlanned_IsRefusedInPlaceAndNothingChanges(string field, string typed, string reason, string words)
    {
        var id = await StartedAsync();
        var panel = RenderPanel((await FindAsync(id))!, []);

        panel.Find(field).Change(typed);
        panel.Find("#plan-reason").Change(reason);
        await panel.Find(".plan-fields").SubmitAsync();

        var alert = panel.Find(".plan-fields [role=alert]").TextContent;
        Assert.Contains(words.Split('|'), w => alert.Contains(w, StringComparison.Ordinal));
        Assert.Equal(0, ((ExperimentStep)(await FindAsync(id))!.CurrentStep!).Revision);
    }

    private static ARollout AnExperiment(string metric = MetricName.ErrorShare, double margin = 0.01) => new ARollout(
        RolloutStrategy.AbTest,
        new PrepareStep([2]),
        new SplitStep([new VariantShare(1, 5_000), new VariantShare(2, 5_000)]),
        new ExperimentStep
        {
            Hypothesis = "v2 is no worse.",
            PrimaryMetric = metric,
            Margin = margin,
            Guardrails = AnalysisTemplate.Default,
            PlannedPerVariant = 4_000,
            MinimumDuration = TimeSpan.FromMinutes(5),
            MaximumDuration = TimeSpan.FromDays(7),
        },
        new SwitchStep(2)).At(2);

    private static WindowRow Row(string variant, long requests, long errors) => Facts.AWindow(variant, requests, errors);

    private async Task<string> StartedAsync()
    {
        await Seed.ModelAsync("pets", 2);
        await Seed.EndpointAsync("pets", "pets");
        await Seed.AgentAsync("agent-1");
        var rollout = await Seed.RolloutAsync("pets", RolloutStrategy.AbTest);
        await Seed.AdvanceAsync(rollout.Id);
        await Seed.AdvanceAsync(rollout.Id);
        return rollout.Id;
    }

    private Task<Rollout?> FindAsync(string id) => Services.GetRequiredService<RolloutQueries>().FindAsync(id, CancellationToken.None);

    private IRenderedComponent<ExperimentPanel> RenderPanel(Rollout rollout, IReadOnlyList<WindowRow> window, IReadOnlyList<ExperimentDay>? days = null) =>
        Render<ExperimentPanel>(p => p
            .Add(e => e.Rollout, rollout)
            .Add(e => e.Facts, Facts.Of("pets", ("v1", 5_000), ("v2", 5_000)))
            .Add(e => e.Window, window)
            .Add(e => e.Days, days ?? []));
}
