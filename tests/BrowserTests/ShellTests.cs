using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ControlPlane.BrowserTests;

public sealed class ShellTests(Site site) : BrowserTest(site), IClassFixture<Site>
{
    [BrowserTheory]
    [InlineData("dark", "rgb(16, 19, 23)")]
    [InlineData("light", "rgb(244, 245, 247)")]
    public async Task Theme_InTheCookie_IsPaintedFromTheFirstByte(string theme, string ground)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, Site.Address);
        request.Headers.Add("Cookie", $"controlplane-theme={theme}");
        using var answer = await http.SendAsync(request);
        Assert.Contains($"data-theme=\"{theme}\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var page = await Site.OpenAsync("", theme: theme);
        Assert.Equal(ground, await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
    }

    [BrowserFact]
    public async Task Theme_Switched_IsRememberedWithoutReload()
    {
        var page = await Site.OpenAsync("");

        await page.GetByLabel("Dark").ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await page.ReloadAsync();

        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
    }

    [BrowserFact]
    public async Task Keys_GoAndMoveAndRollBack_LeadToTheButtonWithoutPressingIt()
    {
        await Site.ResetAsync();
        var page = await Site.OpenAsync("agents");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Agents" })).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("o");
        await Expect(page.Locator("tr[data-row]")).ToBeVisibleAsync();
        // A new page gives its heading the focus; keys pressed before that would be those of the page before.
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Overview" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("r");

        await Expect(page.Locator("button[data-roll-back]")).ToBeFocusedAsync();
        Assert.Equal([9000, 1000], await Site.WeightsAsync());
    }

    [BrowserFact]
    public async Task Keys_WhileTyping_AreLetters()
    {
        var page = await Site.OpenAsync("");

        await page.Locator("[data-search]").PressSequentiallyAsync("gm?");

        await Expect(page.Locator("[data-search]")).ToHaveValueAsync("gm?");
        await Expect(page.Locator("#help")).ToBeHiddenAsync();
    }

    [BrowserFact]
    public async Task Address_NamesNothing_ShowsAPageWithTheWayBack()
    {
        var page = await Site.OpenAsync("nonsense");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "There is no such page" })).ToBeVisibleAsync();
    }

    [BrowserFact]
    [Trait("Fault", "F75")]
    public async Task Upload_NoModel_IsRefusedInWordsAndAGoodOneOpensItsVersion()
    {
        var page = await Site.OpenAsync("models");
        await page.GetByLabel("Model name").FillAsync("birds");

        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "note.onnx", MimeType = "text/plain", Buffer = "hello"u8.ToArray() });
        await page.GetByRole(AriaRole.Button, new() { Name = "Register" }).ClickAsync();
        await Expect(page.Locator(".upload-problem")).ToContainTextAsync("ONNX");

        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "birds.onnx", MimeType = "application/octet-stream", Buffer = Site.AModel(9) });
        await page.GetByRole(AriaRole.Button, new() { Name = "Register" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/models/birds\\?version=1$"));
    }
}
