using Bunit;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Features.Evidence;
using ControlPlane.Web.Tests.Components;
using ControlPlane.Web.Tests.Features.Rollouts;
using static ControlPlane.Web.Tests.Features.Evidence.Comparisons;

namespace ControlPlane.Web.Tests.Features.Evidence;

public sealed class ComparisonPanelTests : ComponentContext
{
    [Fact]
    public void Panel_HarmIsShown_SaysWorseWithIntervalMarginAndUnits()
    {
        var panel = RenderPanel(Run(Plan(), Errors(100, 10_000), Errors(900, 10_000)));

        var row = panel.Find(".comparison tbody tr").TextContent;
        Assert.Contains("Worse", row);
        Assert.Contains("worse; margin 1 %; worse with p below 0.0001", row);
        Assert.Contains("10,000", row);
        Assert.Contains("worse by 8 %", panel.Find(".harm-interval").GetAttribute("aria-label"));
        Assert.Contains("is-roll-back", panel.Find(".comparison tbody td:nth-child(2)").ClassName);
    }

    [Fact]
    public void Panel_NoDifferenceOnManyUnits_IsNoWorse() =>
        Assert.Contains("No worse", RenderPanel(Run(Plan(), Errors(1_000, 100_000), Errors(1_000, 100_000))).Find(".comparison tbody tr").TextContent);

    [Fact]
    public void Panel_TooFewUnits_IsNotKnownAndNoNumberStandsForIt()
    {
        var panel = RenderPanel(Run(Plan(MetricName.Accuracy), Errors(0, 50), Errors(0, 50)));

        Assert.Contains("Not estimable", panel.Find(".comparison tbody tr").TextContent);
        Assert.Empty(panel.FindAll(".harm-interval"));
    }

    [Fact]
    public void Panel_SplitIsNotTheOneSet_WarnsInPlaceOfAVerdict()
    {
        var panel = RenderPanel(Run(Plan(), Errors(100, 10_000), Errors(100, 5_000), (5_000, 5_000)));

        Assert.NotNull(panel.Find(".warning"));
        Assert.Contains("split", panel.Find(".warning").TextContent);
    }

    [Fact]
    public void Panel_BeforeTheFirstLook_SaysWhatItWaitsFor() => Assert.Contains("Nothing was compared yet", RenderPanel(Unlooked(Plan())).Markup);

    [Fact]
    public void Panel_AnalysisThatComparesNothing_DrawsNothing() => Assert.Empty(RenderPanel(Unlooked(null)).Markup.Trim());

    [Fact]
    public void Section_RolloutWithAComparingGate_ShowsTheGatesVerdict()
    {
        var rollout = ARollout.Canary.At(1).Apply(new RolloutDecision { Gate = Run(Plan(), Errors(100, 10_000), Errors(900, 10_000)), Sentence = "Looked." }).Rollout;

        var section = Render<EvidenceSection>(p => p.Add(s => s.Rollout, rollout));

        Assert.Equal("Evidence", section.Find("h2").TextContent);
        Assert.Contains("Worse", section.Find(".comparison").TextContent);
    }

    [Fact]
    public void Section_RolloutWithoutAnalysis_DrawsNothing() =>
        Assert.Empty(Render<EvidenceSection>(p => p.Add(s => s.Rollout, ARollout.Canary.At(1).Rollout)).Markup.Trim());

    private IRenderedComponent<ComparisonPanel> RenderPanel(AnalysisRun run) =>
        Render<ComparisonPanel>(p => p.Add(c => c.Key, "k").Add(c => c.Title, "Evidence").Add(c => c.Run, run));
}
