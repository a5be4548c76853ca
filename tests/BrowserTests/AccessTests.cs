using System.Text.RegularExpressions;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ControlPlane.BrowserTests;

/// <summary>The way in, as the first person and the second go it, with the keyboard's Enter where forms are.</summary>
public sealed class AccessTests
{
    private const string Password = "correct horse battery staple";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly LocatorAssertionsToBeVisibleOptions Patient = new() { Timeout = 30_000 };

    [BrowserFact]
    public async Task FirstPerson_SetsUpAndInvitesAnOperator_WhoMayRollBackAndMayNotPromote()
    {
        // What is there already came from before people signed in.
        await using var installation = await Installation.StartAsync(agents: 1);
        for (var number = 1; number <= 2; number++)
            await installation.Api.RegisterAsync("pets", OnnxModels.AddConstant(number));
        await installation.Api.PutEndpointAsync("pets", "pets", stableVersion: 1);
        var id = (await installation.Api.StartRolloutAsync("pets", new { strategy = "canary", versions = new[] { 2 }, hold = "1h" })).GetProperty("id").GetString()!;
        await installation.Api.WaitForPhaseAsync(id, Limit, "progressing");
        await installation.KillControlPlaneAsync();

        await using var controlPlane = RunningProgram.Start(ProductFiles.Web, "--listen", installation.Address.GetLeftPart(UriPartial.Authority), "--data", installation.ControlPlaneFolder);
        await Eventually.BeTrueAsync("the control plane is ready", () => installation.Api.IsReadyAsync(), Limit);
        var link = (await controlPlane.WaitForLineAsync(@"http\S+/setup\?link=\S+", Limit)).Value;
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Browsers.Path, Args = Browsers.Arguments });

        var admin = await OpenAsync(browser, installation.Address, link);
        await SetUpAsync(admin);
        await Expect(admin.GetByRole(AriaRole.Link, new() { Name = "admin" })).ToBeVisibleAsync(Patient);
        await admin.GetByRole(AriaRole.Link, new() { Name = "People" }).ClickAsync();
        await admin.GetByLabel("Name", new() { Exact = true }).FillAsync("olga");
        await admin.GetByLabel("Role", new() { Exact = true }).SelectOptionAsync("Operator");
        await admin.GetByLabel("Environment, * for all").FillAsync("production");
        await admin.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        var invitation = await admin.GetByText(new Regex(@"/setup\?link=")).First.InnerTextAsync();

        var operatorPage = await OpenAsync(browser, installation.Address, Regex.Match(invitation, @"http\S+/setup\?link=\S+").Value);
        await SetUpAsync(operatorPage);
        await operatorPage.GotoAsync($"rollouts/{id}");
        var promote = operatorPage.Locator("button[data-verb=promote]");
        await Expect(promote).ToHaveAttributeAsync("aria-disabled", "true", new() { Timeout = 30_000 });
        await Expect(promote).ToHaveAttributeAsync("data-hint", new Regex("needs the role approver or admin in 'production'"));
        await operatorPage.Locator("button[data-verb=roll-back]").ClickAsync();

        await Expect(operatorPage.GetByText(new Regex("olga aborted it")).First).ToBeVisibleAsync(Patient);
    }

    private static async Task<IPage> OpenAsync(IBrowser browser, Uri address, string path)
    {
        var context = await browser.NewContextAsync(new() { BaseURL = address.AbsoluteUri, ViewportSize = new() { Width = 1280, Height = 900 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync(path);
        return page;
    }

    private static async Task SetUpAsync(IPage page)
    {
        await page.GetByLabel("New password").FillAsync(Password);
        await page.GetByLabel("The same again").FillAsync(Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => !url.Contains("/setup", StringComparison.Ordinal));
    }
}
