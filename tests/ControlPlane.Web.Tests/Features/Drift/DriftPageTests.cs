using Bunit;
using ControlPlane.Domain.Drift;
using ControlPlane.Web.Components;
using ControlPlane.Web.Features.Drift;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Radzen;

namespace ControlPlane.Web.Tests.Features.Drift;

public sealed class DriftPageTests : DriftContext
{
    [Fact]
    public async Task Page_NothingFrozen_SaysHowManyRowsAreNeededAndWhichColumnsToUpload()
    {
        await MinuteAsync(1, 1, rows: 120);
        await LookAsync();

        var page = RenderPage();

        page.WaitForAssertion(() => Assert.Contains("120 are there, 180 more are needed.", page.Find(".empty-sentence").TextContent));
        Assert.Contains("image.mean,image.deviation,image.minimum,image.maximum", page.Find(".reference-columns").TextContent);
    }

    [Fact]
    public async Task Page_InputsMoved_ShowsMapSentenceAndBothDistributions()
    {
        await DriftAsync();

        var page = RenderPage();

        page.WaitForElement(".heat");
        Assert.Contains("Inputs moved for every variant (image.mean)", page.Find(".sentence").TextContent);
        Assert.Equal(2, page.FindAll("tbody .chip").Count(c => c.TextContent.Contains("Alarmed", StringComparison.Ordinal)));
        Assert.Contains("moved: its stability index is", page.Find(".feature-sentence").TextContent);
        Assert.Contains("400 of the reference", page.Find(".feature-sentence").TextContent);
        Assert.Equal(10, page.FindAll(".histogram tbody tr").Count);
        var cell = page.FindAll("a.heat-moved")[^1];
        Assert.Equal("▲", cell.TextContent);
        Assert.Contains("moved, index", cell.GetAttribute("aria-label"));
    }

    [Fact]
    public async Task Page_CellChosen_ShowsThatFeatureOfThatVariantAndWindow()
    {
        await DriftAsync();
        var page = RenderPage();
        page.WaitForElement(".heat");

        Services.GetRequiredService<NavigationManager>().NavigateTo(page.FindAll("a.heat-steady")[0].GetAttribute("href")!);

        page.WaitForAssertion(() => Assert.Contains("is where it was", page.Find(".feature-sentence").TextContent));
        Assert.Equal("true", page.FindAll("a.heat-steady")[0].GetAttribute("aria-current"));
    }

    [Fact]
    public async Task Page_WithNumbers_SaysEachIndexInItsCell()
    {
        await DriftAsync();
        Services.GetRequiredService<NavigationManager>().NavigateTo("/endpoints/pets/drift?numbers=1");

        var page = Render<DriftPage>(p => p.Add(d => d.Name, "pets"));

        page.WaitForElement(".heat-numbers");
        Assert.Matches(@"^▲ \d+\.\d\d$", page.FindAll("a.heat-moved")[^1].TextContent);
    }

    [Fact]
    public async Task Page_NumbersAskedFor_KeepsTheChosenCell()
    {
        await DriftAsync();
        var page = RenderPage();
        page.WaitForElement(".heat");
        var navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo(page.FindAll("a.heat-steady")[0].GetAttribute("href")!);
        var chosen = navigation.Uri;

        page.WaitForAssertion(() => Assert.Equal($"{chosen}&numbers=1", page.Find("[aria-labelledby=map-title] .panel-head a").GetAttribute("href")));
        navigation.NavigateTo($"{chosen}&numbers=1");

        page.WaitForAssertion(() => Assert.Equal(chosen, page.Find("[aria-labelledby=map-title] .panel-head a").GetAttribute("href")));
    }

    [Fact]
    public async Task Page_ReferenceRemoved_IsHistory()
    {
        await DriftAsync();
        var page = RenderPage();
        page.WaitForElement(".heat");

        await page.FindAll("#references .button-danger")[0].ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("1 earlier reference", page.Find(".reference-history").TextContent));
    }

    [Fact]
    public async Task Page_HoldChosen_IsSaved()
    {
        var page = RenderPage();
        page.WaitForElement("#drift-action");

        page.Find("#drift-action").Change("Hold");
        page.Find("#drift-window").Change("10");
        await page.Find(".drift-form").SubmitAsync();

        Assert.Equal(new DriftSettings { Action = DriftAction.Hold, Window = TimeSpan.FromMinutes(10), LiveRows = 300 }, (await EndpointAsync()).Settings.Drift);
    }

    [Fact]
    public async Task Page_WindowOfNoMinutes_IsRefusedInPlace()
    {
        var page = RenderPage();
        page.WaitForElement("#drift-window").Change("0");

        await page.Find(".drift-form").SubmitAsync();

        Assert.Contains("use whole minutes", page.Find(".field-problem").TextContent);
    }

    [Fact]
    public async Task Settings_OthersSavedMeanwhile_AreShownAndNotOverwritten()
    {
        var page = RenderPage();
        page.WaitForElement("#drift-action").Change("Hold");

        await ChooseAsync(new DriftSettings { Window = TimeSpan.FromMinutes(10), LiveRows = 500 });
        Clock.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Equal("10", page.Find("#drift-window").GetAttribute("value")));
        Assert.Contains("Somebody else saved this meanwhile.", page.Find(".drift-form [role=status]").TextContent);
        await page.Find(".drift-form").SubmitAsync();
        Assert.Equal(new DriftSettings { Window = TimeSpan.FromMinutes(10), LiveRows = 500 }, (await EndpointAsync()).Settings.Drift);
    }

    [Fact]
    public async Task Settings_RefusedOrSaved_AreToldOnce()
    {
        var toasts = Services.GetRequiredService<NotificationService>().Messages;
        var page = RenderPage();
        page.WaitForElement("#drift-window").Change("0");

        await page.Find(".drift-form").SubmitAsync();
        Assert.NotEmpty(page.FindAll(".drift-form .field-problem"));
        Assert.Empty(toasts);

        page.Find("#drift-window").Change("2");
        await page.Find(".drift-form").SubmitAsync();
        Assert.Empty(page.FindAll(".drift-form .field-problem"));
        Assert.Empty(page.FindAll(".drift-form [role=status]"));
        Assert.Single(toasts);
    }

    [Fact]
    public async Task Upload_Refused_SaysLineColumnAndRemedyInPlace()
    {
        var page = RenderPage();
        page.WaitForElement(".file-zone");
        var upload = page.FindComponent<FileUpload>();

        await upload.InvokeAsync(() => upload.Instance.Finish(400, """{"code":"table_row_wrong","detail":"line 3, column image.mean: is 'x' where a number is due; give a number."}"""));

        Assert.Equal("line 3, column image.mean: is 'x' where a number is due; give a number.", upload.Find("[role=alert]").TextContent);
    }

    [Fact]
    public async Task EndpointPage_Alarmed_SaysSoAndLeadsHere()
    {
        await DriftAsync();

        var page = Render<EndpointPage>(p => p.Add(e => e.Name, "pets"));

        page.WaitForElement(".drift-notice");
        Assert.Equal("/endpoints/pets/drift", page.Find(".drift-notice a").GetAttribute("href"));
    }

    [Theory]
    [InlineData(DriftAction.Alert, "one needs you")]
    [InlineData(DriftAction.None, "none needs you")]
    public async Task Overview_Alarmed_CountsByTheActionAndLeadsHere(DriftAction action, string said)
    {
        await ChooseAsync(new DriftSettings { Window = TimeSpan.FromMinutes(1), LiveRows = 300, Action = action });
        await DriftAsync();
        await HearAsync();

        var page = Render<OverviewPage>();

        page.WaitForElement("tr[data-row]");
        Assert.Contains(said, page.Find(".page-head .sentence").TextContent);
        Assert.Contains("Inputs moved.", page.Find(".overview-state").TextContent);
        Assert.Equal("/endpoints/pets/drift", page.Find(".overview-state a").GetAttribute("href"));
    }

    [Fact]
    public async Task Overview_DriftBegins_IsHeardOf()
    {
        await MinuteAsync(1, 1);
        await LookAsync();
        await MinuteAsync(5, 5);
        await MinuteAsync(5, 5);
        Clock.Advance(DriftReader.Lag);
        var page = Render<OverviewPage>();
        page.WaitForElement("tr[data-row]");
        await Reader.ReadAsync(await EndpointAsync(), CancellationToken.None);
        Assert.DoesNotContain("See what moved", page.Markup);

        Bell.Ring(ChangeTopic.Drift, "pets");
        Clock.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Contains("See what moved", page.Find(".overview-state").TextContent));
    }

    [Fact]
    public void Page_UnknownEndpoint_SaysSo()
    {
        var page = Render<DriftPage>(p => p.Add(d => d.Name, "nowhere"));

        page.WaitForAssertion(() => Assert.Contains("There is no endpoint 'nowhere'.", page.Markup));
    }

    [Fact]
    public async Task Page_DatabaseBroken_SaysSoAndOffersRetry()
    {
        await BreakDatabaseAsync();

        var page = RenderPage();

        page.WaitForAssertion(() => Assert.Contains("could not read this", page.Find("[role=alert]").TextContent));
    }

    [Fact]
    public async Task Dispose_Page_LeavesNoSubscription()
    {
        RenderPage().WaitForElement("#references");

        await DisposeComponentsAsync();

        Assert.Equal(0, Services.GetRequiredService<ChangeBell>().SubscriptionCount);
    }

    private IRenderedComponent<DriftPage> RenderPage() => Render<DriftPage>(p => p.Add(d => d.Name, "pets"));

    private async Task DriftAsync()
    {
        await MinuteAsync(1, 1);
        await LookAsync();
        await MinuteAsync(5, 5);
        await MinuteAsync(5, 5);
        await LookAsync();
    }
}
