using Bunit;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Web.Features.Rollouts;
using ControlPlane.Web.Features.Rollouts.Wizard;
using ControlPlane.Web.Tests.Components;

namespace ControlPlane.Web.Tests.Features.Rollouts;

public sealed class SampleSizeBoxTests : ComponentContext
{
    [Fact]
    public void Box_PresentTraffic_SaysWhenAHarmIsFoundAndWhatWatchingCosts()
    {
        // 100 requests a second, 60.5 of 6,001 fail: (1.960 + 0.842)² · 0.030286 / 0.02² = 594.3 for one look, 1.915 times as many for all looks, at 10 a second.
        var box = RenderBox(new VariantEvidence { Requests = 6_000, Errors = 60 });

        var answers = box.FindAll("dd").Select(a => a.TextContent).ToList();
        Assert.Equal("1 min 54 s, 1,138 requests of the challenger", answers[0]);
        Assert.Equal("× 1.9: one look at the end would need 595", answers[1]);
        Assert.Equal(["Smallest harm found within 5 min", "Smallest harm found within 1 h", "Smallest harm found within 1 day"], box.FindAll("dt").Skip(2).Select(q => q.TextContent));
        Assert.EndsWith("percentage points more failed requests", answers[2]);
        Assert.Contains("At 100/s and 1.01 % failed now (60 of 6,000)", box.Find(".small").TextContent);
    }

    [Fact]
    public void Slider_MovedToHalf_AnswersForThatShareAtOnce()
    {
        var box = RenderBox(new VariantEvidence { Requests = 6_000, Errors = 60 });
        Assert.Equal("10", box.Find("input").GetAttribute("value"));

        box.Find("input").Input("50");

        Assert.Equal("30 s, 1,472 requests of the challenger", box.FindAll("dd")[0].TextContent);
        Assert.Contains("50 %", box.Find("label strong").TextContent);
    }

    [Fact]
    public void Box_NoTraffic_SaysThatNothingIsEstimable()
    {
        var box = RenderBox(VariantEvidence.None);

        Assert.Contains("Not estimable: no request reached the endpoint in the last 60 s.", box.Markup);
        Assert.Empty(box.FindAll("input"));
    }

    private IRenderedComponent<SampleSizeBox> RenderBox(VariantEvidence baseline)
    {
        var plan = new RolloutPlan
        {
            Strategy = RolloutStrategy.Canary,
            Steps = [new PrepareStep([2]), new SplitStep([new VariantShare(1, 9_000), new VariantShare(2, 1_000)]), new HoldStep(TimeSpan.FromMinutes(5)), new SwitchStep(2)],
        };
        return Render<SampleSizeBox>(p => p.Add(b => b.Prepared, new PreparedRollout(
            Features.Facts.AnEndpoint("pets", ("v1", 10_000)), plan, PlanForecast.Of(plan, 1, 1), new Dictionary<int, IReadOnlyList<SignatureDifference>>(), [], baseline)));
    }
}
