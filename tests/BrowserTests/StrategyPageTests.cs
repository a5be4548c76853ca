using System.Text.RegularExpressions;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ControlPlane.BrowserTests;

/// <summary>Every strategy's running rollout as a person sees it: what makes that page its own.</summary>
public sealed class StrategyPageTests(WideSite site) : BrowserTest(site), IClassFixture<WideSite>
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patient = new() { Timeout = 30_000 };

    public static TheoryData<string, object, string[]> Pages() => new()
    {
        { "blue-green", new { strategy = "blue-green", versions = new[] { 2 } }, ["Reach green", "curl -H 'x-preview: green'", "Nobody gets v2 but requests with this header"] },
        { "canary", new { strategy = "canary", versions = new[] { 2 }, hold = "1h" }, ["Weights set by hand pause the rollout", "v2 5 %", "Hold 1 h"] },
        { "ab-test", new { strategy = "ab-test", versions = new[] { 2 }, hypothesis = "v2 fails no more often", hold = "1h" }, ["Hypothesis. v2 fails no more often", "of 1,000 planned", "α = 0.05"] },
        { "shadow", new { strategy = "shadow", versions = new[] { 2, 3 }, hold = "1h" }, ["100 % of requests are copied to v2 and v3", "a shadow never answers"] },
        { "bandit", new { strategy = "bandit", versions = new[] { 2, 3 }, metric = "reward" }, ["Freeze weights", "Mean reward", "100 of 100 rewards missing until the first move", "Weights over time", "What learning costs is not estimable"] },
        { "feature-flag", new { strategy = "feature-flag", versions = new[] { 2 }, fallback = new { version = 3 } }, ["Rules, in order", "10 % of them", "v3 answers in place of one that cannot", "Switch off"] },
        { "plan", new { strategy = "plan", stages = Stages, hold = "1h" }, ["Shadows", "100 % of requests are copied to v2", "Split v1 95 %, v2 5 %", "Experiment on error-share"] },
    };

    private static object[] Stages { get; } =
    [
        new { strategy = "shadow", versions = new[] { 2 }, hold = "1h" },
        new { strategy = "canary", versions = new[] { 2 }, hold = "1h" },
        new { strategy = "ab-test", versions = new[] { 2 } },
    ];

    [BrowserTheory]
    [MemberData(nameof(Pages))]
    public async Task RolloutPage_OfARunningStrategy_ShowsWhatOnlyItHas(string strategy, object body, string[] words)
    {
        var endpoint = $"{strategy}-page";
        await Site.AddAsync(endpoint, Site.AModel(1), Site.AModel(2), Site.AModel(3));
        var id = await Site.StartRolloutAsync(endpoint, body, "progressing", "paused");

        var page = await Site.OpenAsync($"rollouts/{id}");

        foreach (var expected in words)
            await Expect(page.Locator("main").GetByText(expected).First).ToBeVisibleAsync(Patient);
        Assert.Empty(Site.ComplaintsOf(page));
    }

    [BrowserTheory]
    [InlineData("rolling", "Batch 2")]
    [InlineData("canary-rolling", "With the switch")]
    public async Task RolloutPage_ByAgents_ShowsWhichAgentsServeWhatAndWhichFollow(string strategy, string later)
    {
        var endpoint = $"{strategy}-page";
        await Site.AddAsync(endpoint, Site.AModel(1), Site.AModel(2));
        var id = await Site.StartRolloutAsync(endpoint, new { strategy, versions = new[] { 2 }, agents = 1, hold = "1h" }, "progressing");

        var page = await Site.OpenAsync($"rollouts/{id}");

        var first = page.Locator(".batches > li", new() { HasText = "Batch 1" });
        await Expect(first.Locator(".batch-agent.is-new")).ToHaveTextAsync(new Regex("agent-[123]\\s*v2"), new() { Timeout = 30_000 });
        await Expect(page.Locator(".batches > li", new() { HasText = later }).Locator(".batch-agent").First).ToContainTextAsync("v1");
        await Expect(page.Locator(".batch-agent")).ToHaveCountAsync(3);
        await Expect(page.GetByText("1 of 3 agents serve v2.")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task RolloutPage_Recreate_AnnouncesItsGapAndThenTellsItsMeasuredLength()
    {
        await Site.AddAsync("recreate-page", Site.AModel(1), Site.AModel(2));
        var page = await Site.OpenAsync("rollouts/new?endpoint=recreate-page&version=2&strategy=recreate&at=review&bake=0s");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("every caller gets an error until the new version is ready");
        await page.Locator("#reason-start-reason").FillAsync("no room for two");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();

        await Expect(page.GetByText(new Regex("The announced gap took [0-9,.]+ m?s: nobody was answered from the tear-down"))).ToBeVisibleAsync(Patient);
        await Expect(page.GetByText("Tear down v1: the endpoint stops answering").First).ToBeVisibleAsync();
        await Expect(page.GetByText("v1 is no longer held ready, so agents load it first")).ToBeVisibleAsync(Patient);
        var id = page.Url.Split('/')[^1];
        Assert.InRange((await Site.GetAsync($"rollouts/{id}")).GetProperty("gapSeconds").GetDouble(), 0.001, 60);
    }

    [BrowserFact]
    public async Task RolloutPage_RecreateOfAVersionNoAgentCanLoad_SaysThatTheGapLastsAndWhy()
    {
        await Site.AddAsync("stuck-page", Site.AModel(1), OnnxModels.WithUnknownOperator());
        var id = await Site.StartRolloutAsync("stuck-page", new { strategy = "recreate", versions = new[] { 2 } }, "paused");

        var page = await Site.OpenAsync($"rollouts/{id}");

        await Expect(page.GetByText("this is the gap the recreate announced. It lasts")).ToBeVisibleAsync(Patient);
        await Expect(page.Locator(".page-head [role=status]")).ToContainTextAsync("cannot serve v2");
    }

    [BrowserFact]
    public async Task RolloutPage_TakenBackByAGuard_ShowsHowLongItTookFromTheFirstBadAnswer()
    {
        const string negative = """{"inputs":[{"name":"x","shape":[1,4],"datatype":"FP32","data":[-1,0,0,0]}]}""";
        await Site.AddAsync("harmed-page", Site.AModel(1), OnnxModels.FailsOnNegative());
        await using var callers = SteadyLoad.Start(Site.AllAgents, "harmed-page", negative, callers: 6, TimeSpan.FromMilliseconds(10));
        var id = await Site.StartRolloutAsync("harmed-page", new { strategy = "canary", versions = new[] { 2 }, steps = new[] { 3000 }, hold = "1h" }, "rolling-back", "rolled-back");

        var page = await Site.OpenAsync($"rollouts/{id}");

        await Expect(page.GetByText(new Regex("[0-9,.]+ m?s from first bad answer to the last agent back."))).ToBeVisibleAsync(Patient);
        await Expect(page.Locator(".page-head [role=status]")).ToContainTextAsync("A guard on an agent took v2 out: error share was");
    }
}
