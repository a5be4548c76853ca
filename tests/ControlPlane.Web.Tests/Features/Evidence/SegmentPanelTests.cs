using Bunit;
using ControlPlane.Data.Feedback;
using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Web.Features.Evidence;
using ControlPlane.Web.Tests.Components;
using ControlPlane.Web.Tests.Features.Rollouts;

namespace ControlPlane.Web.Tests.Features.Evidence;

public sealed class SegmentPanelTests : ComponentContext
{
    [Fact]
    public void Panel_Running_SaysForWhomSinceThePresentTraffic()
    {
        var panel = RenderPanel(ARollout.Canary.At(2));

        Assert.Contains("v2 against v1, labels since the present traffic began.", panel.Find(".panel-head").TextContent);
        Assert.StartsWith("It is more often right where region=au", panel.Find(".sentence").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Panel_Ended_SaysSinceItsStart()
    {
        var ended = ARollout.Canary.At(2).Apply(new RolloutDecision { Trigger = RolloutTrigger.Supersede, Outcome = StepOutcome.Stopped, Sentence = "Superseded." });

        Assert.Contains("labels since its start.", RenderPanel(ended).Find(".panel-head").TextContent);
    }

    [Fact]
    public void Panel_BesideAnExperiment_IsLeftToIt()
    {
        var plan = new ARollout(
            RolloutStrategy.Plan,
            new PrepareStep([2]),
            new SplitStep([new VariantShare(1, 5_000), new VariantShare(2, 5_000)]),
            new ExperimentStep
            {
                Hypothesis = "v2 is no worse.",
                PrimaryMetric = MetricName.ErrorShare,
                Margin = 0.01,
                Guardrails = AnalysisTemplate.Default,
                PlannedPerVariant = 4_000,
                MinimumDuration = TimeSpan.FromMinutes(5),
                MaximumDuration = TimeSpan.FromDays(7),
            },
            new SwitchStep(2));

        Assert.NotEmpty(RenderPanel(plan.At(1)).FindAll(".panel"));
        Assert.Empty(RenderPanel(plan.At(2)).FindAll(".panel"));
    }

    private IRenderedComponent<SegmentPanel> RenderPanel(ARollout rollout) => Render<SegmentPanel>(p => p
        .Add(s => s.Rollout, rollout.Rollout)
        .Add(s => s.Window, [Row("v1", 600), Row("v2", 950)]));

    private static WindowRow Row(string variant, long correct) => Facts.AWindow(variant, 1_000) with
    {
        Labelled = 1_000,
        Correct = correct,
        Segments = new Dictionary<string, long> { ["region=au"] = 1_000 },
        SegmentCredit = new Dictionary<string, CreditSum> { ["region=au"] = new CreditSum(1_000, correct, 0, 0) },
    };
}
