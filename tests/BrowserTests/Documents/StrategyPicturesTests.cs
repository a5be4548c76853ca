using ControlPlane.TestKit;
using ControlPlane.TestKit.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ControlPlane.BrowserTests.Documents;

/// <summary>
/// Pictures of every strategy at work, on the demo with its models and users. Run by <c>./dev pictures</c> and nothing else: it waits until there is something to see,
/// and what the pages show is tested elsewhere.
/// </summary>
[Trait("Category", "Pictures")]
public sealed class StrategyPicturesTests
{
    private const string UsersSeed = "2";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private static readonly IReadOnlyList<(string Strategy, object Body, string Until)> Scenes =
    [
        ("canary", new { strategy = "canary", versions = new[] { 2 }, steps = new[] { 1000, 5000 }, hold = "10m" }, "v2 10 %"),
        ("blue-green", new { strategy = "blue-green", versions = new[] { 2 }, bake = "10m" }, "Reach green"),
        ("rolling", new { strategy = "rolling", versions = new[] { 2 }, hold = "10m" }, "1 of 3 agents serve v2."),
        ("canary-rolling", new { strategy = "canary-rolling", versions = new[] { 2 }, hold = "10m" }, "1 of 3 agents serve v2."),
        ("recreate", new { strategy = "recreate", versions = new[] { 2 }, bake = "0s", reason = "no room for two" }, "The announced gap took"),
        ("feature-flag", new { strategy = "feature-flag", versions = new[] { 2 }, rules = Rules }, "Rules, in order"),
        ("plan", new { strategy = "plan", hold = "10m", stages = Stages }, "Leaderboard"),
    ];

    private static object[] Rules =>
    [
        new { id = "australia", conditions = new[] { new { attribute = "x-region", @operator = "in", values = new[] { "au" } } }, version = 2, share = 10_000 },
        new { id = "everybody", conditions = Array.Empty<object>(), version = 2, share = 1_000 },
    ];

    private static object[] Stages =>
    [
        new { strategy = "shadow", versions = new[] { 2 }, hold = "10m" },
        new { strategy = "canary", versions = new[] { 2 }, hold = "10m" },
        new { strategy = "ab-test", versions = new[] { 2 } },
    ];

    [BrowserFact]
    public async Task Pictures_OfTheDemo_AreTakenOfEveryStrategy()
    {
        using var folder = new TemporaryFolder();
        var port = FreePort.Block(100);
        await using var demo = RunningProgram.Start(ProductFiles.Web, "demo", "--data", folder.Path, "--port", $"{port}");
        await demo.WaitForLineAsync("Ctrl-C stops everything", Limit);
        using var api = new ApiClient(new Uri($"http://127.0.0.1:{port}/"));
        foreach (var (strategy, _, _) in Scenes)
            await api.PutEndpointAsync($"pets-{strategy}", "pets", stableVersion: 1);
        await using var users = RunningProgram.Start(
            ProductFiles.Demo,
            "users", "--agents", string.Join(',', Enumerable.Range(port + 21, 3).Select(p => $"http://127.0.0.1:{p}")), "--rate", "150", "--seed", UsersSeed, "--scenes", string.Join(',', Scenes.Select(s => $"pets-{s.Strategy}")));
        await Eventually.BeTrueAsync("every endpoint is asked", async () => (await Task.WhenAll(Scenes.Select(s => api.RequestTotalsAsync($"pets-{s.Strategy}")))).All(t => t.Values.Sum() > 0), Limit);
        foreach (var (strategy, body, _) in Scenes)
            await api.StartRolloutAsync($"pets-{strategy}", body);
        await api.PutSplitAndWaitAsync("pets", (1, 9_000), (2, 1_000));
        await Eventually.BeTrueAsync("the canary has evidence", async () => (await api.RequestTotalsAsync("pets-canary")).GetValueOrDefault("v2") > 60, Limit);

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Browsers.Path, Args = Browsers.Arguments });
        foreach (var (strategy, _, until) in Scenes)
            await ShowAsync(browser, api, port, strategy, $"pets-{strategy}", until);
        await ShowAsync(browser, api, port, "ab-test", "pets-ab", "Hypothesis.");
        await ShowAsync(browser, api, port, "bandit", "pets-bandit", "Weights over time");
        await ShowAsync(browser, api, port, "shadow", "pets-shadow", "Leaderboard");
        await TakeAsync(browser, $"http://127.0.0.1:{port}/endpoints/pets", "Latency", "endpoint");
        await TakeAsync(browser, $"http://127.0.0.1:{port}/", "pets-canary", "overview");
    }

    private static async Task ShowAsync(IBrowser browser, ApiClient api, int port, string strategy, string endpoint, string until)
    {
        var id = (await api.GetAsync($"endpoints/{endpoint}/rollouts")).GetProperty("items")[0].GetProperty("id").GetString();
        await TakeAsync(browser, $"http://127.0.0.1:{port}/rollouts/{id}", until, $"strategy-{strategy}");
    }

    private static async Task TakeAsync(IBrowser browser, string address, string until, string name)
    {
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 1000 } });
        await page.GotoAsync(address);
        await Expect(page.Locator("main").GetByText(until).First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Pictures.TakeAsync(page, name);
        await page.CloseAsync();
    }
}
