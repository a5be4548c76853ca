using System.Text.Json;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.SystemTests.Rollouts;

/// <summary>Every strategy with real agents, real models and callers who ask all the while.</summary>
public sealed partial class StrategyTests(ThreeAgents shared) : IClassFixture<ThreeAgents>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly Installation _installation = shared.Installation;

    private ApiClient Api => _installation.Api;

    [Fact]
    public async Task Canary_HealthyVersion_ReachesEverybodyOnEvidenceWithoutAFailedRequest()
    {
        await using var load = await ServeAsync("canary");

        var id = await StartAsync("canary", new { strategy = "canary", versions = new[] { 2 }, steps = new[] { 1000, 5000 }, hold = "3s", minimumRequests = 30 });
        var ended = await Api.WaitForPhaseAsync(id, Limit, "succeeded", "rolled-back", "paused");

        Assert.Equal("succeeded", ended.GetProperty("phase").GetString());
        await AssertAllServedByAsync("canary", 2);
        Assert.Empty(Failures(await load.StopAsync()));
    }

    [Fact]
    public async Task Canary_VersionThatAnswersNaN_IsTakenBackWithTheNumbers()
    {
        await using var load = await ServeAsync("nan", OnnxModels.AddConstant(float.NaN));

        var id = await StartAsync("nan", new { strategy = "canary", versions = new[] { 2 }, steps = new[] { 1000 }, hold = "60s", minimumRequests = 30 });
        var ended = await Api.WaitForPhaseAsync(id, Limit, "rolled-back", "rolling-back");

        Assert.Contains("invalid", ended.GetProperty("reason").GetString(), StringComparison.Ordinal);
        await Api.WaitForPhaseAsync(id, Limit, "rolled-back");
        await AssertAllServedByAsync("nan", 1);
    }

    [Fact]
    public async Task BlueGreen_BeforeTheSwitch_IsReachedByThePreviewHeaderOnly()
    {
        await using var load = await ServeAsync("colours");

        var id = await StartAsync("colours", new { strategy = "blue-green", versions = new[] { 2 }, bake = "1s" });
        await Api.WaitForPhaseAsync(id, Limit, "paused");
        using var client = new InferenceClient();
        var preview = await client.InferAsync(_installation.Agents[0].Rest, "colours", TwoVersions.Body, "k", ("x-preview", "green"));
        var usual = await client.InferAsync(_installation.Agents[0].Rest, "colours", TwoVersions.Body, "k");
        await Api.CommandRolloutAsync(id, "promote");
        await Api.WaitForPhaseAsync(id, Limit, "succeeded");

        Assert.Equal(2, TwoVersions.VersionThatAnswered(preview));
        Assert.Equal(1, TwoVersions.VersionThatAnswered(usual));
        await AssertAllServedByAsync("colours", 2);
        Assert.Empty(Failures(await load.StopAsync()));
    }

    [Fact]
    public async Task Rolling_UnderLoad_FailsNoRequestAndAlwaysHasEveryAgentServing()
    {
        await using var load = await ServeAsync("rolling");
        var least = new LeastServing(_installation.Agents, "rolling", TwoVersions.Body);

        var id = await StartAsync("rolling", new { strategy = "rolling", versions = new[] { 2 }, hold = "1s", bake = "1s" });
        await LookUntilSucceededAsync(least, id);

        Assert.Equal(3, least.Count);
        await AssertAllServedByAsync("rolling", 2);
        Assert.Empty(Failures(await load.StopAsync()));
    }

    [Fact]
    public async Task Rolling_OneMayBeUnavailable_NeverLeavesFewerThanTwoServing()
    {
        await using var load = await ServeAsync("leaving");
        var least = new LeastServing(_installation.Agents, "leaving", TwoVersions.Body);

        var id = await StartAsync("leaving", new { strategy = "rolling", versions = new[] { 2 }, maxUnavailable = 1, maxSurge = 0, hold = "1s", bake = "1s", minimumRequests = 20 });
        await LookUntilSucceededAsync(least, id);

        // One agent is allowed to be away, and really was.
        Assert.Equal(2, least.Count);
        await AssertAllServedByAsync("leaving", 2);
        Assert.All(Failures(await load.StopAsync()), f => Assert.StartsWith("503", f, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Recreate_AnnouncesItsGapAndMeasuresIt()
    {
        await using var load = await ServeAsync("recreate");
        var preview = await Api.PreviewRolloutAsync("recreate", new { strategy = "recreate", versions = new[] { 2 } });

        var id = await StartAsync("recreate", new { strategy = "recreate", versions = new[] { 2 }, bake = "1s" });
        var ended = await Api.WaitForPhaseAsync(id, Limit, "succeeded");

        Assert.True(preview.GetProperty("hasGap").GetBoolean());
        Assert.InRange(ended.GetProperty("gapSeconds").GetDouble(), 0.001, 60);
        await AssertAllServedByAsync("recreate", 2);
        Assert.All(Failures(await load.StopAsync()), f => Assert.StartsWith("503", f, StringComparison.Ordinal));
    }

    [Fact]
    public async Task CanaryRolling_ServesTheNewVersionOnOneAgentOnlyAndThenOnEvidenceEverywhere()
    {
        await using var load = await ServeAsync("some-agents");

        var id = await StartAsync("some-agents", new { strategy = "canary-rolling", versions = new[] { 2 }, agents = 1, hold = "60s", bake = "1s", minimumRequests = 30 });
        await Eventually.BeTrueAsync("the hold has begun", async () => StepKind(await Api.GetAsync($"rollouts/{id}")) == "hold", Limit);
        using var client = new InferenceClient();
        var versions = new List<int>();
        foreach (var agent in _installation.Agents)
            versions.Add(TwoVersions.VersionThatAnswered(await client.InferAsync(agent.Rest, "some-agents", TwoVersions.Body, "k")));
        await Api.CommandRolloutAsync(id, "promote", "long enough");
        var ended = await Api.WaitForPhaseAsync(id, Limit, "succeeded", "paused", "rolled-back");

        Assert.Equal([1, 1, 2], versions.Order());
        Assert.True(ended.GetProperty("phase").GetString() == "succeeded", ended.GetProperty("reason").GetString());
        Assert.Contains(ended.GetProperty("steps").EnumerateArray(), s => s.GetProperty("kind").GetString() == "analyse" && s.GetProperty("sentence").GetString()!.StartsWith("Analysis passed", StringComparison.Ordinal));
        Assert.NotEqual(JsonValueKind.Null, ended.GetProperty("endedAt").ValueKind);
        await AssertAllServedByAsync("some-agents", 2);
        Assert.Empty(Failures(await load.StopAsync()));
    }

    [Fact]
    public async Task FeatureFlag_RulePercentageAndKillSwitch_DecideWhoGetsTheNewVersion()
    {
        await using var load = await ServeAsync("flag");
        object[] rules =
        [
            new { id = "staff", version = 2, share = 10_000, conditions = new[] { new { attribute = "x-team", @operator = "in", values = new[] { "staff" } } } },
            new { id = "everybody", version = 2, share = 3_000, conditions = Array.Empty<object>() },
        ];

        var id = await StartAsync("flag", new { strategy = "feature-flag", versions = new[] { 2 }, rules });
        await Api.WaitForPhaseAsync(id, Limit, "paused");
        var on = (Staff: await FlaggedAsync("staff"), Guests: await FlaggedAsync("guests"));
        await Api.CommandRolloutAsync(id, "kill", "complaints");
        var off = (Staff: await FlaggedAsync("staff"), Guests: await FlaggedAsync("guests"));
        await Api.CommandRolloutAsync(id, "resume");
        var again = (Staff: await FlaggedAsync("staff"), Guests: await FlaggedAsync("guests"));
        await Api.CommandRolloutAsync(id, "abort");
        await Api.WaitForPhaseAsync(id, Limit, "aborted");

        // Of a hundred guests 30 %, five standard deviations of a binomial; and the same ones again after the switch.
        Assert.Equal(100, on.Staff.Count);
        Assert.InRange(on.Guests.Count, 7, 53);
        Assert.Equal((0, 0), (off.Staff.Count, off.Guests.Count));
        Assert.Equal(on.Staff, again.Staff);
        Assert.Equal(on.Guests, again.Guests);
        await AssertAllServedByAsync("flag", 1);
        Assert.Empty(Failures(await load.StopAsync()));
    }

    [Fact]
    public async Task Queue_WhenTheActiveRolloutHasEnded_BeginsByItself()
    {
        await using var load = await ServeAsync("queued");
        var first = await StartAsync("queued", new { strategy = "canary", versions = new[] { 2 }, hold = "60s" });
        var second = await StartAsync("queued", new { strategy = "canary", versions = new[] { 2 }, steps = new[] { 2000 }, hold = "1s", bake = "1s", minimumRequests = 20, onBusy = "queue" });
        Assert.Equal("pending", (await Api.GetAsync($"rollouts/{second}")).GetProperty("phase").GetString());

        await Api.CommandRolloutAsync(first, "abort");
        var ended = await Api.WaitForPhaseAsync(second, Limit, "succeeded", "paused", "rolled-back");

        Assert.Equal("succeeded", ended.GetProperty("phase").GetString());
        Assert.Equal("aborted", (await Api.GetAsync($"rollouts/{first}")).GetProperty("phase").GetString());
    }

    [Fact]
    public async Task Retry_OfAnAbortedRollout_StartsAtTheFirstStepWithFreshAnalysis()
    {
        await using var load = await ServeAsync("retried");
        var id = await StartAsync("retried", new { strategy = "canary", versions = new[] { 2 }, steps = new[] { 2000 }, hold = "2s", bake = "1s", minimumRequests = 20 });
        await Eventually.BeTrueAsync("the hold has begun", async () => StepKind(await Api.GetAsync($"rollouts/{id}")) == "hold", Limit);
        await Api.CommandRolloutAsync(id, "abort");
        await Api.WaitForPhaseAsync(id, Limit, "aborted");

        var retried = await Api.CommandRolloutAsync(id, "retry");
        Assert.Equal(0, retried.GetProperty("step").GetInt32());
        Assert.Empty(retried.GetProperty("checks").EnumerateArray());
        var ended = await Api.WaitForPhaseAsync(retried.GetProperty("id").GetString()!, Limit, "succeeded", "paused", "rolled-back");

        Assert.Equal("succeeded", ended.GetProperty("phase").GetString());
        Assert.Equal("aborted", (await Api.GetAsync($"rollouts/{id}")).GetProperty("phase").GetString());
    }

    private async Task<SteadyLoad> ServeAsync(string endpoint, byte[]? second = null)
    {
        await Api.RegisterAsync(endpoint, OnnxModels.AddConstant(1));
        await Api.RegisterAsync(endpoint, second ?? OnnxModels.AddConstant(2));
        await Api.PutEndpointAsync(endpoint, endpoint, 1);
        await _installation.WaitUntilConvergedAsync();
        return SteadyLoad.Start([.. _installation.Agents.Select(a => a.Rest)], endpoint, TwoVersions.Body, callers: 4, TimeSpan.FromMilliseconds(10));
    }

    // Which of a hundred callers the flag gives the new version.
    private async Task<IReadOnlyList<int>> FlaggedAsync(string team)
    {
        await _installation.WaitUntilConvergedAsync();
        using var client = new InferenceClient();
        var flagged = new List<int>();
        for (var key = 0; key < 100; key++)
        {
            if (TwoVersions.VersionThatAnswered(await client.InferAsync(_installation.Agents[key % 3].Rest, "flag", TwoVersions.Body, $"k{key}", ("x-team", team))) == 2)
                flagged.Add(key);
        }

        return flagged;
    }

    private Task LookUntilSucceededAsync(LeastServing least, string id) => Eventually.BeTrueAsync(
        "the rollout has succeeded",
        async () =>
        {
            await least.LookAsync();
            return (await Api.GetAsync($"rollouts/{id}")).GetProperty("phase").GetString() == "succeeded";
        },
        Limit);

    private async Task<string> StartAsync(string endpoint, object body) => (await Api.StartRolloutAsync(endpoint, body)).GetProperty("id").GetString()!;

    private async Task AssertAllServedByAsync(string endpoint, int version)
    {
        await _installation.WaitUntilConvergedAsync();
        using var client = new InferenceClient();
        foreach (var agent in _installation.Agents)
        {
            for (var key = 0; key < 20; key++)
                Assert.Equal($"{version}", (await client.InferAsync(agent.Rest, endpoint, TwoVersions.Body, $"key-{key}")).Version);
        }
    }

    private static string? StepKind(JsonElement rollout) =>
        rollout.GetProperty("step").GetInt32() is >= 0 and var step ? rollout.GetProperty("steps")[step].GetProperty("kind").GetString() : null;

    private static IReadOnlyList<string> Failures(IReadOnlyCollection<InferenceAnswer> answers) =>
        [.. answers.Where(a => a.Status != 200).Select(a => $"{a.Status} {a.Body}").Take(5)];
}
