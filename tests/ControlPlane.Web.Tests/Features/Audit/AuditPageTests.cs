using Bunit;
using ControlPlane.Data;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Web.Features.Audit;
using ControlPlane.Web.Features.Endpoints;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ControlPlane.Web.Tests.Features.Audit;

public sealed class AuditPageTests : PageContext
{
    [Fact]
    public async Task Page_AfterChanges_ShowsThemNewestFirstWithWhoAndWhy()
    {
        await ChangedAsync();

        var page = Render<AuditPage>();

        page.WaitForElement(".line");
        Assert.Contains("Split changed: from v1 100 % to v1 90 %, v2 10 %.", page.FindAll(".line-what")[0].TextContent);
        Assert.Contains("local user, on screen", page.FindAll(".line-what")[0].TextContent);
        Assert.Contains("try it", page.FindAll(".line-what")[0].TextContent);
        Assert.Contains("The audit of installation cluster begins.", page.FindAll(".line-what")[^1].TextContent);
    }

    [Fact]
    public async Task Page_FilterInTheAddress_KeepsOnlyThat()
    {
        await ChangedAsync();
        Navigate("/audit?kind=installation");

        var page = Render<AuditPage>();

        page.WaitForElement(".line");
        Assert.Single(page.FindAll(".line"));
        Assert.Equal("installation", page.FindAll("select")[1].QuerySelector("option[selected]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Page_NothingOfThatKind_SaysSoAndOffersAll()
    {
        await ChangedAsync();
        Navigate("/audit?kind=join-token");

        var page = Render<AuditPage>();

        page.WaitForAssertion(() => Assert.Contains("No entry matches this filter.", page.Markup));
        Assert.Equal("/audit?span=all", page.Find(".empty a, a.button[href='/audit?span=all']").GetAttribute("href"));
    }

    [Fact]
    public async Task Page_EntryInTheAddress_ShowsWhatDiffers()
    {
        await ChangedAsync();
        Navigate("/audit?entry=3");

        var page = Render<AuditPage>();

        page.WaitForElement(".details");
        var rows = page.FindAll(".details tbody tr").Select(r => string.Join('|', r.QuerySelectorAll("td").Select(c => c.TextContent)));
        Assert.Contains("variants.v1.weight|100 %|90 %", rows);
        Assert.Contains("variants.v2.weight|–|10 %", rows);
        Assert.DoesNotContain(rows, r => r.Contains("buckets", StringComparison.Ordinal));
        Assert.Equal("It answers so already.", page.Find(".details button").GetAttribute("data-hint"));
    }

    [Fact]
    public async Task Restore_OfTheFirstState_PutsItBack()
    {
        await ChangedAsync();
        Navigate("/audit?entry=2");
        var page = Render<AuditPage>();
        page.WaitForElement(".details");
        Assert.Contains("From v1 90 %, v2 10 % with the stable version 1 to v1 100 % with the stable version 1", page.Find("dialog.reason").TextContent);

        await page.Find("dialog.reason input").InputAsync(new ChangeEventArgs { Value = "it was better" });
        await page.Find("dialog.reason .button-danger").ClickAsync(new Microsoft.AspNetCore.Components.Web.MouseEventArgs());

        page.WaitForAssertion(() => Assert.Contains("An earlier routing was put back", page.FindAll(".line-what")[0].TextContent));
    }

    [Fact]
    public async Task Chain_CheckedAfterAChange_NamesTheEntry()
    {
        await ChangedAsync();
        var page = Render<AuditPage>();
        await page.Find(".chain button").ClickAsync(new Microsoft.AspNetCore.Components.Web.MouseEventArgs());
        page.WaitForAssertion(() => Assert.Contains("The audit is intact: 3 entries", page.Find(".chain-what").TextContent));

        await using (var context = await Services.GetRequiredService<IDbContextFactory<StateContext>>().CreateDbContextAsync())
            await context.Database.ExecuteSqlRawAsync("UPDATE audit_entries SET Reason = 'no reason' WHERE Sequence = 2");
        await page.Find(".chain button").ClickAsync(new Microsoft.AspNetCore.Components.Web.MouseEventArgs());

        page.WaitForAssertion(() => Assert.Contains("entry 2 was changed", page.Find(".chain-what").TextContent));
        Assert.Equal("/audit?span=all&entry=2", page.Find(".chain-what a").GetAttribute("href"));
    }

    [Fact]
    public async Task Page_DatabaseGone_OffersToTryAgain()
    {
        await ChangedAsync();
        await using (var context = await Services.GetRequiredService<IDbContextFactory<StateContext>>().CreateDbContextAsync())
            await context.Database.ExecuteSqlRawAsync("ALTER TABLE audit_entries RENAME TO gone");

        var page = Render<AuditPage>();

        page.WaitForAssertion(() => Assert.Contains("could not read this", page.Markup));
    }

    [Fact]
    public async Task Page_Disposed_HearsNothingAnyMore()
    {
        await ChangedAsync();
        var before = Bell.SubscriptionCount;
        var page = Render<AuditPage>();
        page.WaitForElement(".line");
        Assert.True(Bell.SubscriptionCount > before);

        await DisposeComponentsAsync();

        Assert.Equal(before, Bell.SubscriptionCount);
    }

    // The beginning, the endpoint and a split: three entries.
    private async Task ChangedAsync()
    {
        await Seed.ModelAsync("pets", 2);
        await Seed.EndpointAsync("pets", "pets");
        var outcome = await Services.GetRequiredService<ChangeSplitCommand>().RunAsync(
            new ChangeSplitRequest("pets", [new VariantShare(1, 9_000), new VariantShare(2, 1_000)], Reason: "try it"), Actors.AtScreen, CancellationToken.None);
        Assert.True(outcome.IsAccepted, outcome.Refusal?.ToString());
    }

    private void Navigate(string path) => Services.GetRequiredService<NavigationManager>().NavigateTo(path);
}
