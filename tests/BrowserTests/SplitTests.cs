using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ControlPlane.BrowserTests;

public sealed class SplitTests(Site site) : BrowserTest(site), IClassFixture<Site>
{
    private const string RangeOfV2 = "input[type=range][aria-label='Share of v2']";

    [BrowserFact]
    public async Task Split_PresetAndApply_IsChangedInTwoClicks()
    {
        await Site.ResetAsync();
        var page = await Site.OpenAsync("endpoints/pets");

        await page.GetByLabel("v2 to 25 per cent").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply: v1 90 % → 75 %, v2 10 % → 25 %" }).ClickAsync();

        await Expect(page.GetByText("25 % to v2, 75 % to the stable v1").First).ToBeVisibleAsync();
        Assert.Equal([7500, 2500], await Site.WeightsAsync());
    }

    [BrowserFact]
    public async Task Range_NativeKeys_MoveByOneTenAndToTheEnds()
    {
        await Site.ResetAsync();
        var page = await Site.OpenAsync("endpoints/pets");
        var range = page.Locator(RangeOfV2);
        await range.FocusAsync();

        await AssertAfterKeyAsync("ArrowRight", "11 percent to v2");
        await AssertAfterKeyAsync("PageUp", "21 percent to v2");
        await AssertAfterKeyAsync("ArrowLeft", "20 percent to v2");
        await AssertAfterKeyAsync("End", "100 percent to v2");
        await AssertAfterKeyAsync("Home", "0 percent to v2");
        await AssertAfterKeyAsync("Escape", "10 percent to v2");
        Assert.Equal([9000, 1000], await Site.WeightsAsync());

        async Task AssertAfterKeyAsync(string key, string valueText)
        {
            await page.Keyboard.PressAsync(key);
            await Expect(range).ToHaveAttributeAsync("aria-valuetext", valueText);
        }
    }

    [BrowserFact]
    public async Task Range_Dragged_EndsWhereThePointerLetGoAndSendsNothing()
    {
        await Site.ResetAsync();
        var page = await Site.OpenAsync("endpoints/pets");
        var box = await page.Locator(RangeOfV2).BoundingBoxAsync();

        await page.Mouse.MoveAsync(box!.X + (box.Width * 0.1f), box.Y + (box.Height / 2));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.5f), box.Y + (box.Height / 2), new() { Steps = 60 });
        await page.Mouse.UpAsync();

        await Expect(page.Locator(RangeOfV2)).ToHaveAttributeAsync("aria-valuetext", "50 percent to v2");
        await Expect(page.Locator(RangeOfV2)).ToHaveValueAsync("5000");
        Assert.Equal([9000, 1000], await Site.WeightsAsync());
    }

    [BrowserFact]
    public async Task RollBack_OneClickFromTheOverview_ThenUndone()
    {
        await Site.ResetAsync();
        var page = await Site.OpenAsync("");

        await page.Locator("button[data-roll-back]").ClickAsync();
        var undo = page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Undo") });
        await Expect(undo).ToBeVisibleAsync();
        Assert.Equal([10_000, 0], await Site.WeightsAsync());

        await undo.ClickAsync();
        await Expect(page.GetByText("Rollback undone").First).ToBeVisibleAsync();
        Assert.Equal([9000, 1000], await Site.WeightsAsync());
    }
}
