using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ControlPlane.BrowserTests;

/// <summary>A shape that somebody has filled in is there again after whatever may happen to the page.</summary>
public sealed class DraftTests(Site site) : BrowserTest(site), IClassFixture<Site>
{
    private const float Patience = 60_000;

    [BrowserFact]
    public async Task Shape_FilledAndReloaded_IsAsItWas()
    {
        await Site.AddAsync("kept", Site.AModel(1), Site.AModel(2));
        var page = await Site.OpenAsync("rollouts/new?endpoint=kept&version=2");
        await page.Locator("a.card", new() { HasText = "Canary" }).First.ClickAsync();
        await FillAsync(page);

        await page.ReloadAsync();

        await AssertFilledAsync(page);
    }

    [BrowserFact]
    [Trait("Fault", "F68")]
    [Trait("Fault", "F70")]
    public async Task Shape_CircuitDroppedForGood_IsAsItWasAndOnAnotherBrowserToo()
    {
        await Site.AddAsync("cut", Site.AModel(1), Site.AModel(2));
        await using var line = new CuttableLine(Site.Address.Port);
        var page = await Site.OpenAsync("rollouts/new?endpoint=cut&version=2", line.Address);
        await page.Locator("a.card", new() { HasText = "Canary" }).First.ClickAsync();
        await FillAsync(page);
        var draft = await page.GetByRole(AriaRole.Link, new() { Name = "this address" }).GetAttributeAsync("href");

        line.Cut();
        await Expect(page.GetByText("Connection lost, trying again")).ToBeVisibleAsync(new() { Timeout = Patience });
        await Site.RestartAsync();
        line.Mend();
        await Expect(page.GetByText("Connection lost, trying again")).ToBeHiddenAsync(new() { Timeout = Patience });

        await AssertFilledAsync(page);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "this address" })).ToBeVisibleAsync(new() { Timeout = Patience });
        await AssertFilledAsync(await Site.OpenAsync(draft!.TrimStart('/')));
    }

    private static async Task FillAsync(IPage page)
    {
        await page.Locator("#shape-steps").PressSequentiallyAsync("12, 34");
        await page.Locator("#shape-hold").PressSequentiallyAsync("7m");
        await page.GetByLabel("Ask a person before the switch").CheckAsync();
        await page.Locator("summary", new() { HasText = "More" }).ClickAsync();
        await page.Locator("#shape-minimumRequests").PressSequentiallyAsync("250");
        await Expect(page).ToHaveURLAsync(new Regex("minimumRequests=250"), new() { Timeout = Patience });
        await Expect(page.Locator(".preview-steps")).ToContainTextAsync("v2 34 %", new() { Timeout = Patience });
    }

    private static async Task AssertFilledAsync(IPage page)
    {
        await Expect(page.Locator("#shape-steps")).ToHaveValueAsync("12, 34", new() { Timeout = Patience });
        await Expect(page.Locator("#shape-hold")).ToHaveValueAsync("7m");
        await Expect(page.GetByLabel("Ask a person before the switch")).ToBeCheckedAsync();
        await Expect(page.Locator("#shape-minimumRequests")).ToHaveValueAsync("250");
        await Expect(page.Locator(".preview-steps")).ToContainTextAsync("v2 12 %", new() { Timeout = Patience });
    }
}
