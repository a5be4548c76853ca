using Bunit;
using ControlPlane.Data.Rollouts;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Features.Rollouts.Wizard;
using ControlPlane.Web.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace ControlPlane.Web.Tests.Features.Rollouts;

public sealed class WizardPageTests : PageContext
{
    [Fact]
    public void Page_NoEndpoint_TeachesTheNextStep()
    {
        var page = RenderAt("");

        page.WaitForAssertion(() => Assert.Contains("There is no endpoint yet", page.Markup));
    }

    [Fact]
    public async Task Page_DraftOfAnEarlierVisit_IsOfferedAndCanBeThrownAway()
    {
        await PetsAsync();
        var module = JSInterop.SetupModule("./js/draft.js");
        module.Setup<string?>("find").SetResult("/rollouts/new?endpoint=pets&version=2&strategy=canary&steps=10");
        module.SetupVoid("discard").SetVoidResult();

        var page = RenderAt("?endpoint=pets&version=2");

        Assert.Contains("Canary of v2 at pets", page.WaitForElement(".draft-notice").TextContent);
        Assert.Contains("steps=10", page.Find("[data-draft]").GetAttribute("href"));
        page.Find(".draft-notice button").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".draft-notice")));
        module.VerifyInvoke("discard");
    }

    [Fact]
    public async Task Page_OfADraftsId_ShowsTheDraftAndItsWholeAddress()
    {
        await PetsAsync();
        await Services.GetRequiredService<StoredDrafts>().SaveAsync("d1", "/rollouts/new?endpoint=pets&version=2&strategy=canary&at=shape&steps=7", CancellationToken.None);

        var page = RenderAt("?draft=d1");

        Assert.Equal("7", page.WaitForElement("#shape-steps").GetAttribute("value"));
        Assert.Contains("steps=7", Services.GetRequiredService<NavigationManager>().Uri);
    }

    [Fact]
    public async Task Page_OfADraftThatIsGone_SaysSo()
    {
        await PetsAsync();

        var page = RenderAt("?draft=ghost");

        page.WaitForAssertion(() => Assert.Contains("There is no such draft any more", page.Markup));
    }

    [Fact]
    [Trait("Fault", "F68")]
    public async Task Shape_Typed_IsStoredInTheControlPlaneAndRemovedByTheStart()
    {
        await PetsAsync();
        JSInterop.SetupModule("./js/draft.js").Mode = JSRuntimeMode.Loose;
        var drafts = Services.GetRequiredService<StoredDrafts>();
        var page = RenderAt("?endpoint=pets&version=2&strategy=canary&at=shape&draft=d1");

        page.WaitForElement("#shape-steps").Input("9");
        await DisposeComponentsAsync();

        Assert.Contains("steps=9", await drafts.FindAsync("d1", CancellationToken.None));
        var review = RenderAt("?endpoint=pets&version=2&strategy=canary&at=review&draft=d1");
        review.WaitForElement(".review button.button-primary").Click();
        review.WaitForAssertion(() => Assert.DoesNotContain("/new", Services.GetRequiredService<NavigationManager>().Uri));
        Assert.Null(await drafts.FindAsync("d1", CancellationToken.None));
    }

    [Fact]
    public async Task Strategy_Chosen_BeginsADraft()
    {
        await PetsAsync();

        var page = RenderAt("?endpoint=pets&version=2");

        Assert.Matches("&draft=[0-9a-f]{32}", page.WaitForElement("a.card[aria-current]").GetAttribute("href"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("javascript:alert(1)")]
    [InlineData("/rollouts/new?endpoint=pets")]
    public async Task Page_NothingWorthContinuing_OffersNone(string? stored)
    {
        await PetsAsync();
        JSInterop.SetupModule("./js/draft.js").Setup<string?>("find").SetResult(stored);

        var page = RenderAt("?endpoint=pets&version=2");

        page.WaitForElement("a.card");
        Assert.Empty(page.FindAll(".draft-notice"));
    }

    [Fact]
    public async Task Page_OneEndpointOfTheModel_IsChosenByItself()
    {
        await PetsAsync();

        var page = RenderAt("?model=pets&version=2");

        page.WaitForAssertion(() => Assert.Equal("v2 for pets.", page.Find(".sentence").TextContent));
        Assert.Equal(10, page.FindAll("a.card").Count);
        Assert.StartsWith("Canary", page.Find("a.card[aria-current] strong").TextContent);
    }

    [Fact]
    public async Task Advice_Answered_RanksWithReasons()
    {
        await PetsAsync();

        var page = RenderAt("?endpoint=pets&version=2&harm=grave&soon=days");

        page.WaitForElement("a.card");
        Assert.StartsWith("Shadow", page.Find("a.card strong").TextContent);
        Assert.Contains("fits best", page.Find("a.card").TextContent);
        Assert.Contains("No caller ever gets its answers", page.Find(".card-reasons").TextContent);
    }

    [Fact]
    public async Task Shape_WhileTyping_ShowsTheNewPlanAndKeepsItInTheAddress()
    {
        await PetsAsync();
        var page = RenderAt("?endpoint=pets&version=2&strategy=canary");
        page.WaitForAssertion(() => Assert.Equal(13, page.FindAll(".preview-steps li").Count));

        page.Find("#shape-steps").Input("10");

        page.WaitForAssertion(() => Assert.Equal(7, page.FindAll(".preview-steps li").Count));
        Assert.Contains("steps=10", Services.GetRequiredService<NavigationManager>().Uri);
        Assert.Contains("10 % of callers", page.Find(".forecast").TextContent);
    }

    [Fact]
    public async Task Shape_ShareAboveTheMost_IsRefusedAtItsField()
    {
        await PetsAsync();
        var page = RenderAt("?endpoint=pets&version=2&strategy=canary&steps=5,70");

        page.WaitForAssertion(() => Assert.Contains("never give a canary more than 50 %", page.Find("#shape-steps-hint").TextContent));
        Assert.Equal("true", page.Find("#shape-steps").GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task Review_Canary_SaysWhatWillHappenAndStarts()
    {
        await PetsAsync();
        var page = RenderAt("?endpoint=pets&version=2&strategy=canary&at=review&steps=10");
        page.WaitForElement(".sentences");
        Assert.Contains("v2 answers 10 % and v1 answers 90 % of callers", page.Find(".sentences").TextContent);
        Assert.Contains("v1 90 %, v2 10 %", page.FindAll(".diff")[0].TextContent);

        await page.FindAll("button").Single(b => b.TextContent.Trim() == "Start").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Matches("/rollouts/[0-9a-f]+$", Services.GetRequiredService<NavigationManager>().Uri));
    }

    [Fact]
    public async Task Review_BusyEndpoint_AsksWhatToDoBeforeItStarts()
    {
        await PetsAsync();
        await Seed.RolloutAsync("pets");
        var page = RenderAt("?endpoint=pets&version=3&strategy=canary&at=review");
        page.WaitForElement(".busy");
        Assert.Contains("Choose what happens to the active rollout first.", page.Markup);

        await page.FindAll("input[name=busy]")[0].ChangeAsync(new());
        await page.FindAll("button").Single(b => b.TextContent.Trim() == "Start").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Matches("/rollouts/[0-9a-f]+$", Services.GetRequiredService<NavigationManager>().Uri));
    }

    [Fact]
    public async Task Review_Recreate_AsksForAReasonAndSaysThatNobodyIsAnswered()
    {
        await PetsAsync();

        var page = RenderAt("?endpoint=pets&version=2&strategy=recreate&at=review");

        page.WaitForElement("#reason-start");
        Assert.Contains("every caller gets an error until the new version is ready", page.Find("#reason-start p").TextContent);
        Assert.True(page.Find("#reason-start .button-danger").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Version_TheStableOne_CannotBeChosen()
    {
        await PetsAsync();

        var page = RenderAt("?endpoint=pets");

        page.WaitForElement(".choice input");
        Assert.Single(page.FindAll(".choice input[disabled]"));
        Assert.Contains("is the stable version already", page.Find(".choice.is-stable").TextContent);
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public async Task Review_EveryStrategy_HasASentenceForEachStep(RolloutStrategy strategy)
    {
        await PetsAsync();

        var page = RenderAt($"?endpoint=pets&version=2&at=review&strategy={WizardChoice.WordOf(strategy)}");

        page.WaitForElement(".sentences");
        Assert.All(page.FindAll(".sentences li > span:first-child"), s => Assert.EndsWith(".", s.TextContent));
    }

    [Fact]
    public async Task Shape_FallbackOfAFlag_OffersTheOtherVersionsAndIsToldInTheReview()
    {
        await PetsAsync();
        var shape = RenderAt("?endpoint=pets&version=2&strategy=feature-flag");

        shape.WaitForElement("#shape-fallback-version");
        Assert.Equal(["", "3"], shape.FindAll("#shape-fallback-version option").Select(o => o.GetAttribute("value")));

        shape.Find("#shape-fallback-version").Change("3");
        var review = RenderAt(Services.GetRequiredService<NavigationManager>().Uri.Split("/new")[1] + "&at=review");
        review.WaitForElement(".sentences");
        Assert.Contains("v3 answers where the new version cannot.", review.Find(".sentences").TextContent);
    }

    [Fact]
    public async Task Dispose_Page_LeavesNoSubscription()
    {
        await PetsAsync();
        RenderAt("?endpoint=pets&version=2&strategy=canary");

        await DisposeComponentsAsync();

        Assert.Equal(0, Services.GetRequiredService<ChangeBell>().SubscriptionCount);
    }

    public static TheoryData<RolloutStrategy> Strategies() => new(Enum.GetValues<RolloutStrategy>());

    private IRenderedComponent<WizardPage> RenderAt(string query)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/rollouts/new" + query);
        return Render<WizardPage>();
    }

    private async Task PetsAsync()
    {
        await Seed.ModelAsync("pets", 3);
        await Seed.EndpointAsync("pets", "pets");
        await Seed.AgentAsync("agent-1");
    }
}
