using AngleSharp.Dom;
using Bunit;
using ControlPlane.Contracts.Routing;
using ControlPlane.Data.Endpoints;
using ControlPlane.Domain.Analysis.Quality;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Web.Features.Quality;
using ControlPlane.Web.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace ControlPlane.Web.Tests.Features.Quality;

public sealed class QualityPageTests : PageContext
{
    [Fact]
    public async Task Page_LabelsHaveCome_ShowsEachNumberWithIntervalAndDenominator()
    {
        await PrepareAsync();
        await Seed.SettingsAsync("pets", "pets", new EndpointSettings { EventClass = "dog", SegmentAttributes = ["region"], MistakeCosts = [new MistakeCost("cat", "dog", 10)] });
        await LabelsAsync();

        var page = RenderPage();

        page.WaitForElement("#versions-title");
        Assert.StartsWith("v1 is right for 75 % (30.1 % to 95.4 %) of 4 labelled answers. 4 % of 100 answers have a label.", page.Find(".sentence").TextContent);
        var cells = page.FindAll("[aria-labelledby=versions-title] td").Select(Text).ToArray();
        Assert.Equal("4 % 1.6 % to 9.8 % 100 answers", cells[1]);
        Assert.Equal("75 % 30.1 % to 95.4 % 4 labels", cells[2]);
        Assert.StartsWith("0.75 ", cells[3]);
        Assert.StartsWith("2.5 ", cells[6]);
        Assert.Contains("scores miss what came true by", page.Find("[role=img].calibration").GetAttribute("aria-label"));
        Assert.Contains("Most often it says 'cat' where 'dog' is true: 1 answer.", page.Find("[aria-labelledby=confusion-title]").TextContent);
        Assert.Contains("region=au", page.Find("[aria-labelledby=segments-title]").TextContent);
        Assert.Contains("Half of the 4 labels came within 1 s of their answer", page.Find("[aria-labelledby=delays-title]").TextContent);
    }

    [Fact]
    public async Task Calibration_AsATable_HoldsTheSameNumbers()
    {
        await PrepareAsync();
        await Seed.SettingsAsync("pets", "pets", new EndpointSettings { EventClass = "dog" });
        await LabelsAsync();
        var page = RenderPage();

        page.WaitForElement("[aria-label='Calibration as a table']").Click();

        Assert.Empty(page.FindAll("svg.calibration"));
        Assert.Equal(4, page.FindAll(".calibration-table tbody tr").Count);
    }

    [Fact]
    public async Task Page_NothingAsked_SaysWhatToDo()
    {
        await Seed.ModelAsync("pets", 2);
        await Seed.EndpointAsync("pets", "pets");

        var page = RenderPage();

        page.WaitForElement("#versions-title");
        Assert.Contains("Nobody asked in this time.", page.Markup);
        Assert.Contains("the endpoint names no event class", page.Markup);
        Assert.Contains("Not known: no label has come back in this time.", page.Markup);
    }

    [Fact]
    public async Task Page_AnswersWithoutLabels_IsNotEstimableInWords()
    {
        await PrepareAsync();

        var page = RenderPage();

        page.WaitForElement("#versions-title");
        Assert.Contains("How good the answers are is not estimable: none of 100 answers has a label yet.", page.Find(".sentence").TextContent);
        Assert.Contains("Not estimable. No mistake costs are declared on the endpoint.", page.Find("[aria-labelledby=versions-title]").TextContent);
    }

    [Fact]
    public void Page_UnknownEndpoint_SaysSo() =>
        RenderPage().WaitForElement(".empty-sentence").MarkupMatches("<p class=\"empty-sentence\" diff:ignoreAttributes>There is no endpoint 'pets'.</p>");

    [Fact]
    public async Task Page_DatabaseBroken_SaysSoAndOffersRetry()
    {
        await BreakDatabaseAsync();

        var page = RenderPage();

        page.WaitForAssertion(() => Assert.Contains("could not read this", page.Find("[role=alert]").TextContent));
    }

    [Fact]
    public async Task Costs_TypedAndSaved_AreTheEndpointsByTheCommandOfTheApi()
    {
        await PrepareAsync();
        var page = RenderPage();

        page.WaitForElement("[aria-label='Cost of answering cat where dog is true']").Change("12.5");
        await page.Find(".costs-form").SubmitAsync();

        var endpoint = await Services.GetRequiredService<EndpointQueries>().FindAsync("pets", CancellationToken.None);
        Assert.Equal([new MistakeCost("cat", "dog", 12.5)], endpoint!.Settings.MistakeCosts);
        page.WaitForAssertion(() => Assert.Contains("1 pair of classes with a cost.", page.Markup));
    }

    [Fact]
    public async Task Range_Picked_KeepsWhatIsTypedAndCaptionsTheAnswer()
    {
        await PrepareAsync();
        var page = RenderPage();
        page.WaitForElement("[aria-label='Cost of answering cat where dog is true']").Change("12.5");
        page.Find("#rewards-least").Change("0.25");
        Assert.Contains("answers of the last 24 h", page.Find("[aria-labelledby=versions-title]").TextContent);

        Services.GetRequiredService<NavigationManager>().NavigateTo("/endpoints/pets/quality?range=1h");

        page.WaitForAssertion(() => Assert.Contains("answers of the last 1 h", page.Find("[aria-labelledby=versions-title]").TextContent));
        Assert.Equal("12.5", page.Find("[aria-label='Cost of answering cat where dog is true']").GetAttribute("value"));
        Assert.Equal("0.25", page.Find("#rewards-least").GetAttribute("value"));
    }

    [Fact]
    public async Task CostsAndLimits_OthersSavedMeanwhile_AreShownInPlaceOfWhatWasTyped()
    {
        await PrepareAsync();
        var page = RenderPage();
        page.WaitForElement("[aria-label='Cost of answering cat where dog is true']").Change("12.5");
        page.Find("#rewards-least").Change("0.25");

        await Seed.SettingsAsync("pets", "pets", new EndpointSettings { MistakeCosts = [new MistakeCost("cat", "dog", 3)], RewardLimits = new RewardLimits(-1, 1) });
        Clock.Advance(TimeSpan.FromSeconds(10));

        page.WaitForAssertion(() => Assert.Equal("3", page.Find("[aria-label='Cost of answering cat where dog is true']").GetAttribute("value")));
        Assert.Equal("-1", page.Find("#rewards-least").GetAttribute("value"));
        Assert.Equal(2, page.FindAll("[role=status]").Count(s => s.TextContent.StartsWith("Somebody else saved this", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Costs_NoNumber_AreRefusedInPlaceAndNotSaved()
    {
        await PrepareAsync();
        var page = RenderPage();

        page.WaitForElement("[aria-label='Cost of answering cat where dog is true']").Change("much");

        Assert.Contains("use a finite number", page.Find(".costs-form [role=alert]").TextContent);
        Assert.True(page.Find(".costs-form .button-primary").HasAttribute("disabled"));
        Assert.Equal("true", page.Find("[aria-label='Cost of answering cat where dog is true']").GetAttribute("aria-invalid"));
    }

    [Theory]
    [InlineData("0", "1", null)]
    [InlineData("1", "0", "use finite numbers, the maximum greater than the minimum")]
    [InlineData("0", "", "Give both limits as numbers")]
    [InlineData("NaN", "1", "use finite numbers")]
    public async Task RewardLimits_Typed_AreSavedOrRefusedInPlace(string least, string greatest, string? problem)
    {
        await PrepareAsync();
        var page = RenderPage();

        page.WaitForElement("#rewards-least").Change(least);
        page.Find("#rewards-greatest").Change(greatest);
        await page.Find(".rewards-form").SubmitAsync();

        var endpoint = await Services.GetRequiredService<EndpointQueries>().FindAsync("pets", CancellationToken.None);
        Assert.Equal(problem is null ? new RewardLimits(0, 1) : null, endpoint!.Settings.RewardLimits);
        if (problem is not null)
            Assert.Contains(problem, page.Find(".rewards-form [role=alert]").TextContent);
    }

    [Fact]
    public async Task Dispose_Page_LeavesNoSubscription()
    {
        await PrepareAsync();
        RenderPage().WaitForElement("#versions-title");

        await DisposeComponentsAsync();

        Assert.Equal(0, Services.GetRequiredService<ChangeBell>().SubscriptionCount);
    }

    private static string Text(IElement element) => string.Join(' ', element.TextContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

    private async Task PrepareAsync()
    {
        await Seed.ModelAsync("pets", 2);
        await Seed.EndpointAsync("pets", "pets");
        await Seed.TrafficAsync(await Seed.AgentAsync("agent-1"), "pets", version: 1, requests: 100);
    }

    private async Task LabelsAsync()
    {
        await Seed.LabelAsync("pets", 1, "r1", "cat", "cat", 0.12f, "region=eu");
        await Seed.LabelAsync("pets", 1, "r2", "dog", "dog", 0.93f, "region=eu");
        await Seed.LabelAsync("pets", 1, "r3", "cat", "dog", 0.22f, "region=au");
        await Seed.LabelAsync("pets", 1, "r4", "cat", "cat", 0.33f, "region=au");
    }

    private IRenderedComponent<QualityPage> RenderPage() => Render<QualityPage>(p => p.Add(m => m.Name, "pets"));
}
