using System.Text.Json;
using Microsoft.Playwright;

namespace ControlPlane.BrowserTests;

/// <summary>Every page, in both themes and on three widths, against axe's rules for WCAG 2.2 A and AA; and none scrolls sideways.</summary>
public sealed class AccessibilityTests(Site site) : BrowserTest(site), IClassFixture<Site>
{
    private const string Rules = """{ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }""";

    private static readonly string[] Paths =
    [
        "", "endpoints/pets", "models", "models/pets", "agents", "audit", "audit?entry=3", "nonsense", "rollouts", "rollouts/new", "rollouts/new?endpoint=pets&version=3&at=version",
        "rollouts/new?endpoint=pets&version=3&harm=grave", "rollouts/new?endpoint=pets&version=3&strategy=canary", "rollouts/new?endpoint=pets&version=3&strategy=feature-flag",
        "rollouts/new?endpoint=pets&version=3&strategy=canary&at=review", "webhooks", "webhooks/new", "jobs", "api-reference", "people", "sign-in",
    ];

    public static TheoryData<string, string, int> Pages()
    {
        var pages = new TheoryData<string, string, int>();
        foreach (var path in Paths)
        {
            pages.Add(path, "light", 1280);
            pages.Add(path, "dark", 800);
            pages.Add(path, "light", 390);
        }

        return pages;
    }

    [BrowserTheory]
    [MemberData(nameof(Pages))]
    public async Task Page_AnyWidthAndTheme_HasNoViolationAndDoesNotScrollSideways(string path, string theme, int width)
    {
        var page = await OpenAsync(path, theme, width);

        Assert.Empty(await ViolationsAsync(page));
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
    }

    [BrowserTheory]
    [InlineData("canary", "light", 1280)]
    [InlineData("canary", "dark", 800)]
    [InlineData("blue-green", "dark", 1280)]
    [InlineData("shadow", "light", 800)]
    [InlineData("bandit", "light", 1280)]
    [InlineData("feature-flag", "dark", 1280)]
    [InlineData("ab-test", "light", 390)]
    public async Task RolloutPage_AnyStrategy_HasNoViolationAndDoesNotScrollSideways(string strategy, string theme, int width)
    {
        var endpoint = $"{strategy}-{theme}-{width}";
        await Site.AddAsync(endpoint, Site.AModel(1), Site.AModel(2));
        var id = await Site.StartRolloutAsync(endpoint, new { strategy, versions = new[] { 2 }, hold = "1h" }, "progressing", "paused");

        var page = await OpenAsync($"rollouts/{id}", theme, width);
        await page.Locator(".steps").WaitForAsync();

        Assert.Empty(await ViolationsAsync(page));
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
    }

    [BrowserFact]
    public async Task Check_ButtonWithoutName_IsFound()
    {
        var page = await OpenAsync("agents", "light", 1280);

        await page.EvaluateAsync("document.querySelector('main').append(document.createElement('button'))");

        Assert.Contains(await ViolationsAsync(page), violation => violation.StartsWith("button-name", StringComparison.Ordinal));
    }

    private async Task<IPage> OpenAsync(string path, string theme, int width)
    {
        var page = await Site.OpenAsync(path, theme: theme, width: width);
        // Colours are judged at rest, not half-way between two.
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await page.Locator("h1").WaitForAsync();
        await page.Locator("[aria-label=Loading]").First.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        return page;
    }

    private static string FindAxe()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ControlPlane.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("There is no repository above the tests.");
        return Path.Combine(folder.FullName, "node_modules", "axe-core", "axe.min.js");
    }

    private static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page)
    {
        // Evaluated rather than added as a tag: the page's content policy allows no inline script, and that is tested too.
        await page.EvaluateAsync(await File.ReadAllTextAsync(FindAxe()));
        var violations = await page.EvaluateAsync<JsonElement>($"axe.run(document, {Rules}).then(result => result.violations)");
        return [.. violations.EnumerateArray().Select(v => $"{v.GetProperty("id").GetString()}: {v.GetProperty("nodes")[0].GetProperty("html").GetString()}")];
    }
}
