using Bunit;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Features.Rollouts.Wizard;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace ControlPlane.Web.Tests.Features.Rollouts;

/// <summary>What a person is told before the start: the cost of each strategy, times while typing, who is touched, and the way back.</summary>
public sealed class WizardReviewTests : PageContext
{
    [Fact]
    public async Task Cards_EveryStrategy_HasItsPictureSentenceAndCost()
    {
        await PetsAsync();

        var page = RenderAt("?endpoint=pets&version=2");

        page.WaitForElement("a.card");
        foreach (var (card, shown) in StrategyCard.All.OrderBy(c => c.Strategy).Zip(page.FindAll("a.card").OrderBy(StrategyOf)))
        {
            Assert.Equal(card.Strategy, StrategyOf(shown));
            Assert.NotEmpty(shown.QuerySelectorAll("svg.picture path"));
            Assert.Contains(card.Sentence, shown.TextContent);
            Assert.Equal(["Time", card.Time, "Room", card.Capacity, "Exposure", card.Exposed], shown.QuerySelectorAll(".card-costs span").Select(s => s.TextContent));
        }

        // No two look alike.
        Assert.Equal(10, page.FindAll("a.card svg.picture").Select(p => p.InnerHtml).Distinct().Count());
    }

    [Fact]
    public async Task Forecast_WhileTyping_TellsTheLeastTimeAndTheTimeToRollBack()
    {
        await PetsAsync();
        var page = RenderAt("?endpoint=pets&version=2&strategy=canary");
        page.WaitForAssertion(() => Assert.Equal("20 min", FactOf(page, "At least")));
        Assert.Equal("250 ms by an agent's guard, 20 s by analysis", FactOf(page, "Time to roll back"));

        page.Find("#shape-hold").Input("2m");
        page.WaitForAssertion(() => Assert.Equal("8 min", FactOf(page, "At least")));
        page.FindAll("label.switch").Single(s => s.TextContent.Contains("Ask a person before the switch", StringComparison.Ordinal)).QuerySelector("input")!.Change(true);

        page.WaitForAssertion(() => Assert.Equal("8 min + 1 decision", FactOf(page, "At least")));
        Assert.Contains("by an agent's guard", FactOf(page, "Time to roll back"));
    }

    [Fact]
    public async Task Review_Canary_NamesTheAgentsAndWhatRollingBackWillDo()
    {
        await PetsAsync();
        await Seed.AgentAsync("agent-2");

        var page = RenderAt("?endpoint=pets&version=2&strategy=canary&at=review");

        page.WaitForElement(".review dl.facts");
        Assert.Equal("agent-1 and agent-2", FactOf(page, "Agents touched"));
        Assert.Equal("One click, at any moment: v1 gets 100 % on 2 agents by a swap of tables. It stays loaded all the while; nothing is fetched. Can be undone for 10 s.", FactOf(page, "Rolling back"));
    }

    [Fact]
    public async Task Review_Recreate_SaysThatRollingBackLoadsTheOldVersionAgain()
    {
        await PetsAsync();

        var page = RenderAt("?endpoint=pets&version=2&strategy=recreate&at=review");

        page.WaitForElement(".review dl.facts");
        Assert.Equal("Loads v1 again on 1 agent; nobody is answered until it is ready.", FactOf(page, "Rolling back"));
        Assert.Equal("a load of the old version", FactOf(page, "Time to roll back"));
    }

    [Fact]
    public async Task Review_StableVersionIsUnhealthy_CannotStartButMayRollForwardWithAWarning()
    {
        await PetsAsync(failures: 60);
        var blocked = RenderAt("?endpoint=pets&version=2&strategy=canary&at=review");
        blocked.WaitForElement(".notes.is-blocking");
        Assert.Contains("is broken by the stable version already: error-share is 30 % in 200 requests, the limit is 20 %", blocked.Find(".notes.is-blocking").TextContent);
        Assert.Equal("true", blocked.FindAll("button").Single(b => b.TextContent.Trim() == "Start").GetAttribute("aria-disabled"));

        Services.GetRequiredService<NavigationManager>().NavigateTo(blocked.FindAll("a").Single(a => a.TextContent == "roll forward").GetAttribute("href")!);
        var forward = Render<WizardPage>();

        forward.WaitForElement(".review-warning");
        Assert.Contains("Rolls forward: v1 breaks a limit itself, error-share is 30 % in 200 requests", forward.Find(".review-warning").TextContent);
        Assert.Null(forward.FindAll("button").Single(b => b.TextContent.Trim() == "Start").GetAttribute("aria-disabled"));
    }

    [Fact]
    public async Task Notes_OtherPrecision_WarnInWordsAndBlockNothing()
    {
        await PetsAsync();
        await Seed.HalfPrecisionAsync("pets");

        var page = RenderAt("?endpoint=pets&version=4&strategy=canary&at=review");

        page.WaitForElement(".notes.is-warning");
        Assert.Contains("v4 inputs.image changes its precision from FP32 to FP16; agents convert, so callers notice nothing but rounding.", page.Find(".notes.is-warning li").TextContent);
        Assert.Null(page.FindAll("button").Single(b => b.TextContent.Trim() == "Start").GetAttribute("aria-disabled"));
    }

    private static RolloutStrategy StrategyOf(AngleSharp.Dom.IElement card) => WizardChoice.ReadWord<RolloutStrategy>(
        System.Web.HttpUtility.ParseQueryString(new Uri("http://localhost" + card.GetAttribute("href")).Query)["strategy"]!)!.Value;

    private static string FactOf(IRenderedComponent<WizardPage> page, string name) =>
        page.FindAll("dt").Single(d => d.TextContent == name).NextElementSibling!.TextContent;

    private IRenderedComponent<WizardPage> RenderAt(string query)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/rollouts/new" + query);
        return Render<WizardPage>();
    }

    private async Task PetsAsync(int failures = 0)
    {
        await Seed.ModelAsync("pets", 3);
        await Seed.EndpointAsync("pets", "pets");
        var agent = await Seed.AgentAsync("agent-1");
        await Seed.TrafficAsync(agent, "pets", 1, 200, failures);
    }
}
