using Bunit;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Features.Rollouts;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace ControlPlane.Web.Tests.Features.Rollouts;

public sealed class RolloutsPageTests : PageContext
{
    [Fact]
    public void Page_NothingThere_TeachesWithALineForATerminal()
    {
        var page = Render<RolloutsPage>();

        page.WaitForAssertion(() => Assert.Contains("No rollout yet.", page.Markup));
        Assert.Contains("/rollouts -H 'content-type: application/json' -d '{\"strategy\": \"canary\", \"versions\": [2]}'", page.Find("code").TextContent);
    }

    [Fact]
    public async Task Page_EndedAndActive_ShowsTheActiveOneFirst()
    {
        await TwoAsync();

        var page = Render<RolloutsPage>();

        page.WaitForElement("tr[data-row]");
        Assert.Equal(["Canary of v2 at cats", "Canary of v2 at pets"], page.FindAll("[data-row-link]").Select(a => a.TextContent));
        Assert.StartsWith("1 active", page.Find(".sentence").TextContent);
    }

    [Fact]
    public async Task Filter_InTheAddress_KeepsOnlyThatState()
    {
        await TwoAsync();
        Services.GetRequiredService<NavigationManager>().NavigateTo("/rollouts?show=active");

        var page = Render<RolloutsPage>();

        page.WaitForElement("tr[data-row]");
        Assert.Equal(["Canary of v2 at cats"], page.FindAll("[data-row-link]").Select(a => a.TextContent));
    }

    [Fact]
    public async Task Overview_ActiveRollout_StandsInTheRowWithItsVerbs()
    {
        await TwoAsync();

        var page = Render<OverviewPage>();

        page.WaitForElement(".active");
        Assert.Contains("Canary of v2", page.Find(".active").TextContent);
        Assert.Contains("Step 1 of 13: Prepare v2", page.Find(".active").TextContent);
        Assert.Equal(["Promote", "Pause"], page.FindAll(".active-verbs button").Select(b => b.TextContent.Trim()));
    }

    // The one of 'cats' is older and active, the one of 'pets' is newer and has ended.
    private async Task TwoAsync()
    {
        await Seed.ModelAsync("pets", 3);
        await Seed.EndpointAsync("pets", "pets");
        await Seed.EndpointAsync("cats", "pets");
        await Seed.AgentAsync("agent-1");
        await Seed.RolloutAsync("cats");
        Clock.Advance(TimeSpan.FromSeconds(5));
        var ended = await Seed.RolloutAsync("pets");
        var start = await Services.GetRequiredService<RolloutVerbCommand>().RunAsync(new RolloutVerbRequest(ended.Id, RolloutVerb.Abort), Actors.ByApi, CancellationToken.None);
        Assert.True(start.IsAccepted);
        await EndAsync(ended.Id);
    }

    private async Task EndAsync(string id) => Assert.True((await Services.GetRequiredService<RolloutChanges>().RunAsync(
        id,
        asked: null,
        Domain.Actors.Actor.Automatic,
        "",
        (_, _) => new Domain.Rollouts.RolloutDecision { Trigger = Domain.Rollouts.RolloutTrigger.SettleAborted, Sentence = "Aborted." },
        CancellationToken.None)).IsAccepted);
}
