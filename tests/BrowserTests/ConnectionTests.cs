using static Microsoft.Playwright.Assertions;

namespace ControlPlane.BrowserTests;

public sealed class ConnectionTests(Site site) : BrowserTest(site), IClassFixture<Site>
{
    private const float Patience = 60_000;

    [BrowserFact]
    [Trait("Fault", "F68")]
    public async Task Connection_CutAndMended_KeepsTheDraft()
    {
        await Site.ResetAsync();
        await using var line = new CuttableLine(Site.Address.Port);
        var page = await Site.OpenAsync("endpoints/pets", line.Address);
        await page.GetByLabel("v2 to 50 per cent").ClickAsync();
        var apply = page.Locator(".split .button-primary");
        await Expect(apply).ToContainTextAsync("v2 10 % → 50 %");

        line.Cut();
        await Expect(page.GetByText("Connection lost, trying again")).ToBeVisibleAsync(new() { Timeout = Patience });
        await Expect(page.GetByText("Reconnecting")).ToBeVisibleAsync();
        line.Mend();

        await Expect(page.GetByText("Connection lost, trying again")).ToBeHiddenAsync(new() { Timeout = Patience });
        await Expect(apply).ToContainTextAsync("v2 10 % → 50 %");
        await page.GetByLabel("v2 to 25 per cent").ClickAsync();
        await Expect(apply).ToContainTextAsync("v2 10 % → 25 %");
    }

    [BrowserFact]
    [Trait("Fault", "F68")]
    [Trait("Fault", "F70")]
    public async Task Server_StartedAnew_PageLoadsAgainByItself()
    {
        await Site.ResetAsync();
        var page = await Site.OpenAsync("endpoints/pets?range=1h");
        await page.GetByLabel("v2 to 50 per cent").ClickAsync();
        await Expect(page.Locator(".split .button-primary")).ToContainTextAsync("50 %");

        await Site.RestartAsync();

        await Expect(page.Locator(".split .button-primary")).ToHaveTextAsync("Apply", new() { Timeout = Patience });
        Assert.EndsWith("/endpoints/pets?range=1h", page.Url, StringComparison.Ordinal);
        await Expect(page.GetByText("Live", new() { Exact = true })).ToBeVisibleAsync();
    }
}
