using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ControlPlane.BrowserTests;

/// <summary>Rollouts as people start, watch and stop them. Each test has a model and an endpoint of its own.</summary>
public sealed class RolloutTests(Site site) : BrowserTest(site), IClassFixture<Site>
{
    private static readonly object ALongCanary = new { strategy = "canary", versions = new[] { 2 }, steps = new[] { 1000, 5000 }, hold = "1h" };
    private static readonly LocatorAssertionsToBeVisibleOptions Patient = new() { Timeout = 30_000 };

    [BrowserFact]
    public async Task Canary_OfAFreshVersion_StartsInFourClicks()
    {
        await Site.AddAsync("fresh", Site.AModel(1), Site.AModel(2));
        var page = await Site.OpenAsync("models/fresh");
        var clicks = 0;

        await ClickAsync(page.GetByRole(AriaRole.Link, new() { Name = "Roll out v2" }));
        await ClickAsync(page.Locator("a.card[aria-current]"));
        await ClickAsync(page.Locator("a.button", new() { HasText = "Review" }));
        await ClickAsync(page.GetByRole(AriaRole.Button, new() { Name = "Start" }));

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Canary of v2 at fresh" })).ToBeVisibleAsync(Patient);
        Assert.True(clicks <= 4, $"It took {clicks} clicks.");
        Assert.Equal("canary", (await Site.GetAsync("endpoints/fresh/rollouts")).GetProperty("items")[0].GetProperty("strategy").GetString());
        Assert.Empty(Site.ComplaintsOf(page));

        async Task ClickAsync(ILocator target)
        {
            clicks++;
            await target.ClickAsync();
        }
    }

    [BrowserFact]
    public async Task Abort_OneClick_TakesItBackAndUndoRestoresIt()
    {
        await Site.AddAsync("aborted", Site.AModel(1), Site.AModel(2));
        var page = await Site.OpenAsync($"rollouts/{await Site.StartRolloutAsync("aborted", ALongCanary, "progressing")}");
        await Expect(page.GetByText("v2 10 %").First).ToBeVisibleAsync(Patient);

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Abort") }).ClickAsync();
        var undo = page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Undo") });
        await Expect(undo).ToBeVisibleAsync(Patient);
        Assert.Equal(10_000, (await Site.SharesAsync("aborted"))[1]);

        await undo.ClickAsync();
        await Expect(page.Locator(".rollout-title .chip")).ToHaveTextAsync("Paused", new() { Timeout = 10_000 });
        Assert.Equal(1_000, (await Site.SharesAsync("aborted"))[2]);
    }

    [BrowserFact]
    public async Task RollBack_FromTheOverviewRow_TakesTheRolloutBackAndUndoRestoresIt()
    {
        await Site.AddAsync("rolled", Site.AModel(1), Site.AModel(2));
        await Site.StartRolloutAsync("rolled", ALongCanary, "progressing");
        var page = await Site.OpenAsync("");
        var row = page.Locator("tr[data-row]", new() { Has = page.GetByRole(AriaRole.Link, new() { Name = "rolled", Exact = true }) });
        await Expect(row.GetByText("Canary of v2")).ToBeVisibleAsync(Patient);

        await row.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Roll back to v1") }).ClickAsync();
        await Expect(row.GetByText("Rolling back")).ToBeVisibleAsync(Patient);
        await row.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Undo") }).ClickAsync();

        await Expect(row.GetByText("Paused")).ToBeVisibleAsync(Patient);
        Assert.Equal(1_000, (await Site.SharesAsync("rolled"))[2]);
    }

    [BrowserFact]
    public async Task RollBack_AfterSuccess_TakesItBackFromTheRolloutsPageAndUndoRestoresIt()
    {
        await Site.AddAsync("done", Site.AModel(1), Site.AModel(2));
        var id = await Site.StartRolloutAsync("done", new { strategy = "canary", versions = new[] { 2 }, hold = "1h", bake = "0s" }, "progressing");
        await Site.CommandRolloutAsync(id, "promote-full", "succeeded");
        var page = await Site.OpenAsync($"rollouts/{id}");
        await Expect(page.GetByText("v1 takes and gives exactly what callers of v2 use now.")).ToBeVisibleAsync(Patient);
        await Expect(page.GetByText("v1 is held ready on the agents until")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Roll back to v1") }).ClickAsync();
        var undo = page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Undo") });
        await Expect(undo).ToBeVisibleAsync(Patient);
        Assert.Equal(10_000, (await Site.SharesAsync("done"))[1]);

        await undo.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Roll back to v1") })).ToBeVisibleAsync(Patient);
        Assert.Equal(10_000, (await Site.SharesAsync("done"))[2]);
    }

    [BrowserFact]
    public async Task BlueGreen_PromotedAtItsGate_SwitchesEverybody()
    {
        await Site.AddAsync("green", Site.AModel(1), Site.AModel(2));
        var page = await Site.OpenAsync($"rollouts/{await Site.StartRolloutAsync("green", new { strategy = "blue-green", versions = new[] { 2 }, bake = "1h" }, "paused")}");
        await Expect(page.GetByText("curl -H 'x-preview: green'")).ToBeVisibleAsync(Patient);

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Promote\\.") }).ClickAsync();

        await Expect(page.Locator(".rollout-title .chip")).ToHaveTextAsync("Baking", new() { Timeout = 30_000 });
        Assert.Equal(2, (await Site.GetAsync("endpoints/green")).GetProperty("stableVersion").GetInt32());
        Assert.Equal(10_000, (await Site.SharesAsync("green"))[2]);
    }

    [BrowserFact]
    public async Task Signature_OfAnotherShape_IsRejectedAtTheVersion()
    {
        await Site.AddAsync("shaped", Site.AModel(1), TestKit.Onnx.OnnxModels.AddConstant(2, features: 5));
        var page = await Site.OpenAsync("rollouts/new?endpoint=shaped");

        await page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new Regex("^v2") }).CheckAsync();

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("inputs.x has shape [free, 4] now and [free, 5] in the new version");
        await Expect(page.GetByText("Choose another version to go on.")).ToBeVisibleAsync();
        await Expect(page.GetByText("Choose a strategy")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Canary_ByKeyboardAlone_IsStartedAndItsVerbsAreOneKeyAway()
    {
        await Site.AddAsync("keyed", Site.AModel(1), Site.AModel(2));
        var page = await Site.OpenAsync("models/keyed");
        await page.Locator("[aria-label='Roll out v2']").WaitForAsync();

        await TabToAsync(page, "[aria-label='Roll out v2']");
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, "a.card[aria-current]");
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, "a.button-primary");
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, "#review-reason");
        await page.Keyboard.TypeAsync("by keyboard");
        await TabToAsync(page, "button.button-primary");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Canary of v2 at keyed" })).ToBeVisibleAsync(Patient);
        await page.Locator(".controls").WaitForAsync();

        await page.Keyboard.PressAsync("r");
        await Expect(page.Locator("[data-verb=roll-back]")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("p");
        await Expect(page.Locator("[data-verb=promote]")).ToBeFocusedAsync();
        var rollout = (await Site.GetAsync("endpoints/keyed/rollouts")).GetProperty("items")[0];
        Assert.Equal("by keyboard", rollout.GetProperty("startReason").GetString());
        Assert.Contains(rollout.GetProperty("phase").GetString(), (string[])["preparing", "progressing"]);
    }

    // As somebody without a mouse goes there; the limit is far above what any page needs.
    private static async Task TabToAsync(IPage page, string selector)
    {
        await page.Locator(selector).First.WaitForAsync();
        for (var press = 0; press < 80; press++)
        {
            if (await page.EvaluateAsync<bool>("selector => document.activeElement?.matches(selector) === true", selector))
                return;
            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"Tab never reached {selector}.");
    }
}
