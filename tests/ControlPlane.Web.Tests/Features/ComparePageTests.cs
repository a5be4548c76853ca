using Bunit;
using ControlPlane.Web.Features.Models;
using ControlPlane.Web.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace ControlPlane.Web.Tests.Features;

public sealed class ComparePageTests : PageContext
{
    [Fact]
    public async Task Page_TwoVersions_ShowsSignatureFirstThenFiguresWithReasonsForGaps()
    {
        var page = await RenderAsync(1, 2);

        page.WaitForElement("#figures-title");
        Assert.Equal(["Signature", "Cost and quality", "Agreement"], page.FindAll("h2").Select(h => h.TextContent));
        Assert.Contains("Both take and give the same.", page.Markup);
        Assert.NotNull(page.Find("[aria-label='Unknown: no agent has reported it']"));
        Assert.Contains("their answers were not compared yet", page.Find(".sentence").TextContent);
    }

    [Fact]
    public async Task Page_NeverCompared_LeadsToAShadow()
    {
        var page = await RenderAsync(1, 2);

        var address = page.WaitForElement("[aria-labelledby=agreement-title] a").GetAttribute("href")!;

        Assert.Contains("strategy=shadow", address);
        Assert.Contains("version=2", address);
        Assert.Contains("endpoint=pets", address);
    }

    [Fact]
    public async Task Page_VersionThatIsNotThere_SaysSo()
    {
        var page = await RenderAsync(1, 9);

        page.WaitForAssertion(() => Assert.Contains("There is no model 'pets' with versions 1 and 9.", page.Markup));
    }

    [Fact]
    public async Task Page_DatabaseBroken_SaysSoAndOffersRetry()
    {
        await BreakDatabaseAsync();

        var page = Render<ComparePage>(p => p.Add(m => m.Name, "pets"));

        page.WaitForAssertion(() => Assert.Contains("could not read this", page.Find("[role=alert]").TextContent));
    }

    [Fact]
    public async Task Dispose_Page_LeavesNoSubscription()
    {
        (await RenderAsync(1, 2)).WaitForElement("#figures-title");

        await DisposeComponentsAsync();

        Assert.Equal(0, Services.GetRequiredService<ChangeBell>().SubscriptionCount);
    }

    private async Task<IRenderedComponent<ComparePage>> RenderAsync(int left, int right)
    {
        await Seed.ModelAsync("pets", 2);
        await Seed.EndpointAsync("pets", "pets");
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/models/pets/compare?left={left}&right={right}");
        return Render<ComparePage>(p => p.Add(m => m.Name, "pets"));
    }
}
