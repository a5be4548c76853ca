using Bunit;
using ControlPlane.Contracts.Agents;
using ControlPlane.Data.Agents;
using ControlPlane.Domain.Agents;
using ControlPlane.Web.Features.Agents;
using ControlPlane.Web.Realtime;
using Microsoft.Extensions.DependencyInjection;

namespace ControlPlane.Web.Tests.Features;

public sealed class AgentsPageTests : PageContext
{
    private static readonly DateTimeOffset Moment = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Page_NoAgents_TeachesHowToAddOne()
    {
        var page = Render<AgentsPage>();

        page.WaitForAssertion(() => Assert.Contains("No agent has joined yet.", page.Markup));
    }

    [Fact]
    public async Task Page_OneAgent_ShowsTablesVersionsAndWords()
    {
        await AnEndpointAsync();
        await Seed.AgentAsync("agent-1");

        var page = Render<AgentsPage>();

        page.WaitForElement("tr[data-row]");
        Assert.Equal("1 agent: 1 up to date.", page.Find(".sentence").TextContent);
        Assert.Equal(["pets v1 ready", "pets v2 ready"], page.FindAll(".agent-version").Select(v => v.TextContent));
        Assert.Contains("Up to date", page.Find(".chip").TextContent);
    }

    [Fact]
    public async Task Page_VersionRefused_SaysSoInWords()
    {
        await AnEndpointAsync();
        var id = await Seed.AgentAsync("agent-1");
        await Seed.AcknowledgeAsync(id, Seed.Loaded("pets", 1), Seed.Loaded("pets", 2, PreparationState.Refused));

        var page = Render<AgentsPage>();

        page.WaitForAssertion(() => Assert.Equal("Diverting", page.Find(".chip").TextContent.Trim()));
        Assert.Equal("pets v2 refused", page.Find(".is-refused").TextContent);
    }

    [Fact]
    public async Task Page_ProcessOfAVersionEnded_SaysSoAndHow()
    {
        await AnEndpointAsync();
        var id = await Seed.AgentAsync("agent-1");
        var worker = new WorkerReport { IsUp = true, Ends = 2, LastEnd = "It was ended by signal 11.", LastEndAt = Moment };
        await Seed.AcknowledgeAsync(
            id, Seed.Loaded("pets", 1) with { Worker = worker }, Seed.Loaded("pets", 2) with { Worker = worker with { IsUp = false } });

        var page = Render<AgentsPage>();

        page.WaitForElement("tr[data-row]");
        Assert.Equal(["pets v1 ready, process ended 2 times", "pets v2 process starts again"], page.FindAll(".agent-version").Select(v => v.TextContent));
        Assert.Equal("Its process ended last at 2026-11-26 12:00:00 UTC. It was ended by signal 11.", page.Find(".agent-version").GetAttribute("title"));
    }

    [Fact]
    public async Task Page_TableRefused_ShowsTheLastRefusal()
    {
        await AnEndpointAsync();
        var id = await Seed.AgentAsync("agent-1");
        await Seed.RefuseAsync(id, new TablePosition(1, 99), "The digest does not match.");

        var page = Render<AgentsPage>();

        page.WaitForAssertion(() => Assert.Contains("Refused table 99 just now: The digest does not match.", page.Find(".agent-refusal").TextContent));
    }

    [Fact]
    public async Task Page_ClockAnHourBehind_SaysSoWithWhatFollowsAndWhatHelps()
    {
        await AnEndpointAsync();
        await Seed.AgentAsync("agent-1");
        await Seed.SaysHelloAsync(await Seed.AgentAsync("agent-2"), clockOffset: TimeSpan.FromHours(-1));

        var page = Render<AgentsPage>();

        page.WaitForElement("tr[data-row]");
        Assert.Equal("2 agents: 2 up to date. 1 with a wrong clock.", page.Find(".sentence").TextContent);
        Assert.Equal(
            "Its clock is 60 min behind this control plane's. What it counts is moved to the right time and may roll back, but does not promote; set its clock, for example by NTP.",
            Assert.Single(page.FindAll(".agent-refusal")).TextContent);
    }

    [Fact]
    public async Task Page_ClonedAgent_SaysSoAndWhatHelps()
    {
        await AnEndpointAsync();
        await Seed.CloneAsync(await Seed.AgentAsync("agent-1"));

        var page = Render<AgentsPage>();

        page.WaitForAssertion(() => Assert.StartsWith("Two processes speak as this agent", page.Find(".agent-refusal").TextContent));
    }

    [Fact]
    public async Task Page_SilenceGrows_AgentIsLostWithoutAnyBell()
    {
        await AnEndpointAsync();
        await Seed.AgentAsync("agent-1");
        var page = Render<AgentsPage>();
        page.WaitForElement("tr[data-row]");

        Clock.Advance(TimeSpan.FromSeconds(20));

        page.WaitForAssertion(() => Assert.Equal("Lost", page.Find(".chip").TextContent.Trim()));
    }

    [Fact]
    public void JoinToken_Made_ShowsTheCommandOnce()
    {
        var page = Render<AgentsPage>();

        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Matches("--control-plane http://localhost --join-token cpj_[0-9a-f_]+ --pool production", page.Find(".join-token code").TextContent));
    }

    [Fact]
    public void JoinToken_BadPool_IsRefusedInWords()
    {
        var page = Render<AgentsPage>();
        page.Find("#join-pool").Change("Not A Pool");

        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Contains("lower-case letters", page.Find("[role=alert]").TextContent));
    }

    [Fact]
    public async Task Remove_Confirmed_AgentIsGone()
    {
        await AnEndpointAsync();
        var id = await Seed.AgentAsync("agent-1");
        var page = Render<AgentsPage>();
        page.WaitForElement("dialog .button-danger");
        Assert.Contains("until you stop its process; no change reaches it.", page.Find("dialog").TextContent);

        await page.Find("dialog .button-danger").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("No agent has joined yet.", page.Markup));
        Assert.Equal(AgentHealth.Removed, (await Services.GetRequiredService<AgentQueries>().FindAsync(id, CancellationToken.None))!.Health);
    }

    [Fact]
    public async Task Page_DatabaseBroken_SaysSoAndOffersRetry()
    {
        await BreakDatabaseAsync();

        var page = Render<AgentsPage>();

        page.WaitForAssertion(() => Assert.Contains("could not read this", page.Find("[role=alert]").TextContent));
    }

    [Fact]
    public async Task Dispose_AfterRows_LeavesNoSubscriptionAndNoTimer()
    {
        await AnEndpointAsync();
        await Seed.AgentAsync("agent-1");
        var before = Clock.WaitingTimers;
        Render<AgentsPage>().WaitForElement("tr[data-row]");

        await DisposeComponentsAsync();

        Assert.Equal(0, Services.GetRequiredService<ChangeBell>().SubscriptionCount);
        Assert.Equal(before, Clock.WaitingTimers);
    }

    private async Task AnEndpointAsync()
    {
        await Seed.ModelAsync("pets", 2);
        await Seed.EndpointAsync("pets", "pets");
    }
}
