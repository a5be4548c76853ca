using Bunit;
using ControlPlane.Web.Features.Rollouts.Strategies;
using ControlPlane.Web.Realtime;
using Microsoft.Extensions.DependencyInjection;

namespace ControlPlane.Web.Tests.Features.Rollouts;

public sealed class ShareChartTests : PageContext
{
    [Fact]
    public async Task Chart_TrafficMovedOver_SaysSharesAndHasThemAsATable()
    {
        var agent = await PrepareAsync();
        await Seed.TrafficAsync(agent, "pets", 1, 90, secondsAgo: 30);
        await Seed.TrafficAsync(agent, "pets", 2, 10, secondsAgo: 30);
        await Seed.TrafficAsync(agent, "pets", 1, 60, secondsAgo: 6);
        await Seed.TrafficAsync(agent, "pets", 2, 140, secondsAgo: 6);

        var chart = RenderChart();

        chart.WaitForAssertion(() => Assert.Matches(
            "^Share of requests by arm over .*: v1 30.0 % at last, between 30.0 % and 90.0 %; v2 70.0 % at last, between 10.0 % and 70.0 %.$",
            chart.Find("[role=img]").GetAttribute("aria-label")));
        chart.Find("button[aria-label='Share of requests by arm as a table']").Click();
        Assert.Equal(["30.0 % 70.0 %", "90.0 % 10.0 %"], chart.FindAll("tbody tr").Select(r => string.Join(' ', r.QuerySelectorAll("td").Select(c => c.TextContent))).Where(r => r.Contains('%', StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Chart_NoRequests_SaysSoInPlaceOfALine()
    {
        await PrepareAsync();

        var chart = RenderChart();

        chart.WaitForAssertion(() => Assert.Equal("No requests in this time.", chart.Find(".chart-empty").TextContent));
    }

    [Fact]
    public async Task Dispose_Chart_LeavesNoSubscription()
    {
        await PrepareAsync();
        RenderChart().WaitForElement("figure");

        await DisposeComponentsAsync();

        Assert.Equal(0, Services.GetRequiredService<ChangeBell>().SubscriptionCount);
    }

    private async Task<Domain.Agents.AgentId> PrepareAsync()
    {
        await Seed.ModelAsync("pets", 2);
        await Seed.EndpointAsync("pets", "pets");
        return await Seed.AgentAsync("agent-1");
    }

    private IRenderedComponent<ShareChart> RenderChart() => Render<ShareChart>(p => p
        .Add(c => c.Endpoint, "pets")
        .Add(c => c.Facts, Features.Facts.Of("pets", ("v1", 3_000), ("v2", 7_000))));
}
