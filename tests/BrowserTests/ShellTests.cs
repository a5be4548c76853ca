using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ControlPlane.BrowserTests;

public sealed class ShellTests(Site site) : IClassFixture<Site>
{
    [BrowserTheory]
    [InlineData("dark", "rgb(16, 19, 23)")]
    [InlineData("light", "rgb(244, 245, 247)")]
    public async Task Theme_InTheCookie_IsPaintedFromTheFirstByte(string theme, string ground)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, site.Address);
        request.Headers.Add("Cookie", $"controlplane-theme={theme}");
        using var answer = await http.SendAsync(request);
        Assert.Contains($"data-theme=\"{theme}\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var page = await site.OpenAsync("", theme: theme);
        Assert.Equal(ground, await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
    }

    [BrowserFact]
    public async Task Theme_Switched_IsRememberedWithoutReload()
    {
        var page = await site.OpenAsync("");

        await page.GetByLabel("Dark").ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await page.ReloadAsync();

        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
    }

    [BrowserFact]
    public async Task Keys_GoAndMoveAndRollBack_LeadToTheButtonWithoutPressingIt()
    {
        await site.ResetAsync();
        var page = await site.OpenAsync("agents");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Agents" })).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("o");
        await Expect(page.Locator("tr[data-row]")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("r");

        await Expect(page.Locator("button[data-roll-back]")).ToBeFocusedAsync();
        Assert.Equal([9000, 1000], await site.WeightsAsync());
    }

    [BrowserFact]
    public async Task Keys_WhileTyping_AreLetters()
    {
        var page = await site.OpenAsync("");

        await page.Locator("[data-search]").PressSequentiallyAsync("gm?");

        await Expect(page.Locator("[data-search]")).ToHaveValueAsync("gm?");
        await Expect(page.Locator("#help")).ToBeHiddenAsync();
    }

    [BrowserFact]
    public async Task Address_NamesNothing_ShowsAPageWithTheWayBack()
    {
        var page = await site.OpenAsync("nonsense");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "There is no such page" })).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Upload_NoModel_IsRefusedInWordsAndAGoodOneOpensItsVersion()
    {
        var page = await site.OpenAsync("models");
        await page.GetByLabel("Model name").FillAsync("birds");

        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "note.onnx", MimeType = "text/plain", Buffer = "hello"u8.ToArray() });
        await page.GetByRole(AriaRole.Button, new() { Name = "Register" }).ClickAsync();
        await Expect(page.Locator(".upload-problem")).ToContainTextAsync("ONNX");

        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "birds.onnx", MimeType = "application/octet-stream", Buffer = Site.AModel(9) });
        await page.GetByRole(AriaRole.Button, new() { Name = "Register" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/models/birds\\?version=1$"));
    }
}
