using Bunit;
using ControlPlane.Contracts.Routing;
using ControlPlane.Data.Endpoints;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace ControlPlane.Web.Tests.Features;

public sealed class EndpointPageTests : PageContext
{
    [Fact]
    public void Page_NoSuchEndpoint_SaysSoAndLeadsBack()
    {
        var page = RenderPage("ghost");

        page.WaitForAssertion(() => Assert.Contains("There is no endpoint 'ghost'.", page.Markup));
        Assert.Equal("/", page.Find(".empty a").GetAttribute("href"));
    }

    [Fact]
    public async Task Page_Split_SaysItInTheHeaderAndShowsVariantsAgentsAndHistory()
    {
        await ASplitAsync();

        var page = RenderPage("pets");

        page.WaitForElement(".split-row");
        Assert.StartsWith("10 % to v2, 90 % to the stable v1; the agent has it. Stable version is v1", page.Find(".sentence").TextContent);
        Assert.Equal(["v1 champion", "v2 challenger"], Texts(page, ".variant-name"));
        Assert.Contains("Has it", page.Find(".agents").TextContent);
        Assert.Contains("looks good in staging", page.Find(".history").TextContent);
    }

    [Fact]
    public async Task Split_Applied_IsSavedWithActorAndReason()
    {
        await ASplitAsync();
        var page = RenderPage("pets");
        await page.WaitForElement("button[aria-label='v2 to 25 per cent']").ClickAsync(new());
        page.Find("input[placeholder^=Why]").Change("numbers look fine");

        await page.Find(".split button.button-primary").ClickAsync(new());

        page.WaitForAssertion(() => Assert.StartsWith("25 % to v2", page.Find(".sentence").TextContent));
        var newest = (await Services.GetRequiredService<EndpointQueries>().HistoryAsync("pets", new HistoryPage(), CancellationToken.None))[0];
        Assert.Equal(("local user", "numbers look fine"), (newest.Actor, newest.Reason));
    }

    [Fact]
    [Trait("Fault", "F74")]
    public async Task Split_ChangedByAnotherMeanwhile_IsRefusedInWordsAndNotOverwritten()
    {
        await ASplitAsync();
        var page = RenderPage("pets");
        await page.WaitForElement("button[aria-label='v2 to 25 per cent']").ClickAsync(new());
        await Seed.SplitAsync("pets", (1, 5000), (2, 5000));

        await page.Find(".split button.button-primary").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("read it again", page.Find(".split-refusal").TextContent));
        var endpoint = await Services.GetRequiredService<EndpointQueries>().FindAsync("pets", CancellationToken.None);
        Assert.Equal([5000, 5000], endpoint!.Variants.Select(v => v.Weight));
    }

    [Fact]
    public async Task RollBack_Clicked_SaysSoAndOffersUndo()
    {
        await ASplitAsync();
        var page = RenderPage("pets");

        await page.WaitForElement("header button[data-roll-back]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Equal("Rolled back", page.Find(".endpoint-title .chip").TextContent.Trim()));
        Assert.StartsWith("Undo", page.Find("header button[data-roll-back]").TextContent);
    }

    [Fact]
    public async Task Promote_Confirmed_MovesTheStableVersion()
    {
        await ASplitAsync();
        var page = RenderPage("pets");
        page.WaitForElement("#confirm-promote-v2");
        Assert.Contains("v2 goes from 10 % to 100 % on 1 agent at once. Rolling back then leads to v1.", page.Find("#confirm-promote-v2").TextContent);

        await page.Find("#confirm-promote-v2 .button-danger").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("Stable version is v2", page.Find(".sentence").TextContent));
        Assert.Contains("Roll back to v1", page.Find("header button[data-roll-back]").TextContent);
    }

    [Fact]
    public async Task Isolate_Confirmed_RunsModelsInProcessesOfTheirOwn()
    {
        await ASplitAsync();
        var page = RenderPage("pets");
        page.WaitForElement("#confirm-isolate");

        await page.Find("#confirm-isolate .button-danger").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("A process per version.", page.Markup));
        Assert.Equal(ModelIsolation.Process, (await Services.GetRequiredService<EndpointQueries>().FindAsync("pets", CancellationToken.None))!.Settings.Isolation);
    }

    [Fact]
    public async Task Delete_Confirmed_GoesToTheOverview()
    {
        await ASplitAsync();
        var page = RenderPage("pets");
        page.WaitForElement("#confirm-delete");

        await page.Find("#confirm-delete .button-danger").ClickAsync(new());

        Assert.Null(await Services.GetRequiredService<EndpointQueries>().FindAsync("pets", CancellationToken.None));
        Assert.Equal("http://localhost/", Services.GetRequiredService<NavigationManager>().Uri);
    }

    [Fact]
    public async Task Charts_RangeInTheAddress_IsTheChosenOne()
    {
        await ASplitAsync();
        Services.GetRequiredService<NavigationManager>().NavigateTo("/endpoints/pets?range=6h&latency=p99");

        var page = RenderPage("pets");

        page.WaitForElement(".chart");
        Assert.Equal(["6h", "p99"], Texts(page, ".charts-head [aria-current]"));
        Assert.Contains("Latency p99", Texts(page, ".chart h2"));
    }

    [Fact]
    public async Task Charts_Held_SayTheyAreHeldWhileRecordingGoesOn()
    {
        await ASplitAsync();
        var page = RenderPage("pets");
        await page.WaitForElement(".charts-head button").ClickAsync(new());

        Assert.Contains("recording goes on", page.Find(".charts-paused").TextContent);
        Assert.Equal("Resume", page.Find(".charts-head button").TextContent);
    }

    [Fact]
    public async Task Page_DatabaseBroken_SaysSoAndOffersRetry()
    {
        await BreakDatabaseAsync();

        var page = RenderPage("pets");

        page.WaitForAssertion(() => Assert.Contains("could not read this", page.Find("[role=alert]").TextContent));
    }

    [Fact]
    public async Task Dispose_AfterCharts_LeavesNoSubscriptionAndNoTimer()
    {
        await ASplitAsync();
        var before = Clock.WaitingTimers;
        var page = RenderPage("pets");
        page.WaitForElement(".chart");

        await DisposeComponentsAsync();

        Assert.Equal(0, Services.GetRequiredService<ChangeBell>().SubscriptionCount);
        Assert.Equal(0, CircuitClock.ListenerCount);
        Assert.Equal(before, Clock.WaitingTimers);
    }

    private IRenderedComponent<EndpointPage> RenderPage(string name) => Render<EndpointPage>(p => p.Add(e => e.Name, name));

    private static IEnumerable<string> Texts(IRenderedComponent<EndpointPage> page, string selector) =>
        page.FindAll(selector).Select(e => string.Join(' ', e.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    private async Task ASplitAsync()
    {
        await Seed.ModelAsync("pets", 3);
        await Seed.EndpointAsync("pets", "pets");
        await Seed.SplitAsync("pets", (1, 9000), (2, 1000));
        var agent = await Seed.AgentAsync("agent-1");
        await Seed.TrafficAsync(agent, "pets", 1, 90);
        await Seed.TrafficAsync(agent, "pets", 2, 10);
    }
}
