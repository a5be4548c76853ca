using Bunit;
using Bunit.TestDoubles;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Features.Rollouts;
using ControlPlane.Web.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace ControlPlane.Web.Tests.Features;

public sealed class OverviewPageTests : PageContext
{
    [Fact]
    public void Page_NothingThere_TeachesTheNextStep()
    {
        var page = Render<OverviewPage>();

        page.WaitForAssertion(() => Assert.Contains("Upload a model version, then create the endpoint", page.Markup));
        Assert.Contains("/api/v1/models/my-model/versions", page.Find("code").TextContent);
    }

    [Fact]
    public async Task Page_SplitWithTraffic_ShowsSetActualAndNumbers()
    {
        await ASplitAsync();

        var page = Render<OverviewPage>();

        page.WaitForElement("tr[data-row]");
        Assert.Equal("Set: v1 90 % and v2 10 %. Actual: v1 88.0 % and v2 12.0 %.", page.Find("[role=img]").GetAttribute("aria-label"));
        Assert.Contains("10 % to v2, 90 % to the stable v1; the agent has it.", page.Find(".overview-state").TextContent);
        Assert.Contains("100 requests in 60 s", page.Markup);
    }

    [Fact]
    public async Task Filter_InTheAddress_KeepsOnlyThatState()
    {
        await ASplitAsync();
        await Seed.EndpointAsync("quiet", "pets");
        Services.GetRequiredService<NavigationManager>().NavigateTo("/?show=fine");

        var page = Render<OverviewPage>();

        page.WaitForAssertion(() => Assert.Contains("No endpoint matches this filter.", page.Markup));
    }

    [Fact]
    public async Task Search_Typed_StandsInTheAddress()
    {
        await ASplitAsync();
        var page = Render<OverviewPage>();
        page.WaitForElement("input[type=search]").Input("pet");

        Assert.EndsWith("?q=pet", Services.GetRequiredService<BunitNavigationManager>().Uri);
    }

    [Fact]
    public async Task RollBack_Clicked_EndpointIsBackAndUndoIsOpen()
    {
        await ASplitAsync();
        var page = Render<OverviewPage>();

        await page.WaitForElement("button[data-roll-back]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.StartsWith("Undo", page.Find("button[data-roll-back]").TextContent));
        Assert.StartsWith("Set: v1 100 %.", page.Find("[role=img]").GetAttribute("aria-label"));
    }

    [Fact]
    public async Task Undo_Clicked_SplitIsAsBefore()
    {
        await ASplitAsync();
        var page = Render<OverviewPage>();
        await page.WaitForElement("button[data-roll-back]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.StartsWith("Undo", page.Find("button[data-roll-back]").TextContent));

        await page.Find("button[data-roll-back]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.StartsWith("Set: v1 90 % and v2 10 %.", page.Find("[role=img]").GetAttribute("aria-label")));
    }

    [Fact]
    public async Task Bell_EndpointChanges_RowFollows()
    {
        await ASplitAsync();
        var page = Render<OverviewPage>();
        page.WaitForElement("tr[data-row]");

        await Seed.SplitAsync("pets", (1, 5000), (2, 5000));
        Clock.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.StartsWith("Set: v1 50 % and v2 50 %.", page.Find("[role=img]").GetAttribute("aria-label")));
    }

    [Fact]
    public async Task Page_RolloutThatSomebodyPaused_NeedsNobody()
    {
        await ASplitAsync();
        await Seed.SplitAsync("pets", (1, 10_000));
        var rollout = await Seed.RolloutAsync("pets");
        var paused = await Services.GetRequiredService<RolloutVerbCommand>().RunAsync(
            new RolloutVerbRequest(rollout.Id, RolloutVerb.Pause, "lunch", null), Actors.AtScreen, CancellationToken.None);
        Assert.True(paused.IsAccepted, paused.Refusal?.ToString());

        var page = Render<OverviewPage>();

        page.WaitForElement(".active");
        Assert.Contains("none needs you", page.Find(".page-head .sentence").TextContent);
    }

    [Fact]
    public async Task Page_DatabaseBroken_SaysSoAndOffersRetry()
    {
        await BreakDatabaseAsync();

        var page = Render<OverviewPage>();

        page.WaitForAssertion(() => Assert.Contains("could not read this", page.Find("[role=alert]").TextContent));
        Assert.Equal("Try again", page.Find("[role=alert] button").TextContent);
    }

    [Fact]
    public async Task Dispose_AfterRows_LeavesNoSubscriptionAndNoTimer()
    {
        await ASplitAsync();
        var before = Clock.WaitingTimers;
        var page = Render<OverviewPage>();
        page.WaitForElement("tr[data-row]");
        Assert.True(Services.GetRequiredService<ChangeBell>().SubscriptionCount > 0);

        await DisposeComponentsAsync();

        Assert.Equal(0, Services.GetRequiredService<ChangeBell>().SubscriptionCount);
        Assert.Equal(0, CircuitClock.ListenerCount);
        Assert.Equal(before, Clock.WaitingTimers);
    }

    private async Task ASplitAsync()
    {
        await Seed.ModelAsync("pets", 2);
        await Seed.EndpointAsync("pets", "pets");
        await Seed.SplitAsync("pets", (1, 9000), (2, 1000));
        var agent = await Seed.AgentAsync("agent-1");
        await Seed.TrafficAsync(agent, "pets", 1, 88);
        await Seed.TrafficAsync(agent, "pets", 2, 12, failures: 1);
    }
}
