using System.Text.Json;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.SystemTests.Rollouts;

/// <summary>Every strategy with real agents, real models and callers who ask all the while.</summary>
public sealed class StrategyTests(ThreeAgents shared) : IClassFixture<ThreeAgents>
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
    public async Task Rolling_UnderLoad_FailsNoRequestAndEndsOnTheNewVersion()
    {
        await using var load = await ServeAsync("rolling");

        var id = await StartAsync("rolling", new { strategy = "rolling", versions = new[] { 2 }, hold = "1s", bake = "1s" });
        await Api.WaitForPhaseAsync(id, Limit, "succeeded");

        await AssertAllServedByAsync("rolling", 2);
        Assert.Empty(Failures(await load.StopAsync()));
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
    public async Task CanaryRolling_FirstStep_ServesTheNewVersionOnOneAgentOnly()
    {
        await using var load = await ServeAsync("some-agents");

        var id = await StartAsync("some-agents", new { strategy = "canary-rolling", versions = new[] { 2 }, agents = 1, hold = "60s", minimumRequests = 30 });
        await Eventually.BeTrueAsync("the hold has begun", async () => StepKind(await Api.GetAsync($"rollouts/{id}")) == "hold", Limit);
        using var client = new InferenceClient();
        var versions = new List<int>();
        foreach (var agent in _installation.Agents)
            versions.Add(TwoVersions.VersionThatAnswered(await client.InferAsync(agent.Rest, "some-agents", TwoVersions.Body, "k")));
        await Api.CommandRolloutAsync(id, "abort");
        var ended = await Api.WaitForPhaseAsync(id, Limit, "aborted");

        Assert.Equal([1, 1, 2], versions.Order());
        Assert.NotEqual(JsonValueKind.Null, ended.GetProperty("endedAt").ValueKind);
        await AssertAllServedByAsync("some-agents", 1);
        Assert.Empty(Failures(await load.StopAsync()));
    }

    [Fact]
    public async Task FeatureFlag_Rule_DecidesWhoGetsTheNewVersion()
    {
        await using var load = await ServeAsync("flag");
        object[] rules = [new { id = "staff", version = 2, share = 10_000, conditions = new[] { new { attribute = "x-team", @operator = "in", values = new[] { "staff" } } } }];

        var id = await StartAsync("flag", new { strategy = "feature-flag", versions = new[] { 2 }, rules });
        await Api.WaitForPhaseAsync(id, Limit, "paused");
        using var client = new InferenceClient();
        var staff = await client.InferAsync(_installation.Agents[1].Rest, "flag", TwoVersions.Body, "k", ("x-team", "staff"));
        var others = await client.InferAsync(_installation.Agents[1].Rest, "flag", TwoVersions.Body, "k", ("x-team", "guests"));
        await Api.CommandRolloutAsync(id, "abort");
        await Api.WaitForPhaseAsync(id, Limit, "aborted");

        Assert.Equal([2, 1], [TwoVersions.VersionThatAnswered(staff), TwoVersions.VersionThatAnswered(others)]);
        await AssertAllServedByAsync("flag", 1);
        Assert.Empty(Failures(await load.StopAsync()));
    }

    [Fact]
    public async Task Shadow_SeveralChallengers_SeeEveryRequestAndAnswerNobody()
    {
        await using var load = await ServeAsync("shadowed");
        await Api.RegisterAsync("shadowed", OnnxModels.AddConstant(3));

        var id = await StartAsync("shadowed", new { strategy = "shadow", versions = new[] { 2, 3 }, hold = "3s" });
        await Api.WaitForPhaseAsync(id, Limit, "paused");
        await Eventually.BeTrueAsync("both shadows are counted", async () => (await RequestsAsync("shadowed")) is var seen && seen.GetValueOrDefault("v2") > 50 && seen.GetValueOrDefault("v3") > 50, Limit);
        await Api.CommandRolloutAsync(id, "promote");
        await Api.WaitForPhaseAsync(id, Limit, "succeeded");
        var answers = await load.StopAsync();

        Assert.Empty(Failures(answers));
        Assert.All(answers, a => Assert.Equal(1, TwoVersions.VersionThatAnswered(a)));
        await AssertAllServedByAsync("shadowed", 1);
    }

    [Fact]
    public async Task AbTest_NoWorseChallenger_WinsAtThePlannedSize()
    {
        await using var load = await ServeAsync("ab");

        var id = await StartAsync("ab", new { strategy = "ab-test", versions = new[] { 2 }, metric = "error-share", margin = 0.1, samples = 200, hold = "2s", bake = "1s", minimumRequests = 30 });
        var ended = await Api.WaitForPhaseAsync(id, Limit, "succeeded", "paused", "rolled-back");

        Assert.Equal("succeeded", ended.GetProperty("phase").GetString());
        Assert.Contains("No challenger is worse", ended.GetProperty("steps").EnumerateArray().Single(s => s.GetProperty("kind").GetString() == "experiment").GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.Empty(Failures(await load.StopAsync()));
    }

    [Fact]
    public async Task Bandit_ArmWithHigherRewards_GetsMoreWeightAndWins()
    {
        await (await ServeAsync("bandit")).DisposeAsync();
        var id = await StartAsync("bandit", new { strategy = "bandit", versions = new[] { 2 }, metric = "reward", hold = "2s", samples = 30, bake = "1s" });
        await Eventually.BeTrueAsync("the bandit runs", async () => StepKind(await Api.GetAsync($"rollouts/{id}")) == "bandit", Limit);
        using var client = new InferenceClient();
        using var stop = new CancellationTokenSource();
        var callers = RewardAsync(client, "bandit", stop.Token);
        var ended = await Api.WaitForPhaseAsync(id, Limit, "succeeded", "paused", "rolled-back");
        await stop.CancelAsync();
        await callers;

        Assert.Equal("succeeded", ended.GetProperty("phase").GetString());
        await AssertAllServedByAsync("bandit", 2);
    }

    [Fact]
    public async Task Plan_ShadowThenCanaryThenAbTest_IsOneRollout()
    {
        await using var load = await ServeAsync("composed");
        object[] stages =
        [
            new { strategy = "shadow", versions = new[] { 2 }, hold = "2s", minimumRequests = 20 },
            new { strategy = "canary", versions = new[] { 2 }, steps = new[] { 2000 }, hold = "2s", minimumRequests = 20 },
            new { strategy = "ab-test", versions = new[] { 2 }, samples = 100, margin = 0.1, hold = "2s" },
        ];

        var id = await StartAsync("composed", new { strategy = "plan", stages, bake = "1s", minimumRequests = 20 });
        var ended = await Api.WaitForPhaseAsync(id, Limit, "succeeded", "paused", "rolled-back");

        Assert.Equal("succeeded", ended.GetProperty("phase").GetString());
        Assert.Equal(["prepare", "mirror", "hold", "analyse", "mirror", "split", "hold", "analyse", "split", "experiment", "switch", "bake", "retire"], ended.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("kind").GetString()));
        Assert.Empty(Failures(await load.StopAsync()));
    }

    private async Task RewardAsync(InferenceClient client, string endpoint, CancellationToken cancellation)
    {
        for (var n = 0; !cancellation.IsCancellationRequested; n++)
        {
            var agent = _installation.Agents[n % 3].Rest;
            var answer = await client.InferAsync(agent, endpoint, TwoVersions.Body, $"k{n}");
            await client.RewardAsync(agent, endpoint, answer.FeedbackToken!, answer.Version == "2" ? 0.9 + (n % 3 * 0.05) : 0.3 + (n % 3 * 0.05));
        }
    }

    private async Task<IReadOnlyDictionary<string, long>> RequestsAsync(string endpoint) => await Api.RequestTotalsAsync(endpoint);

    private async Task<SteadyLoad> ServeAsync(string endpoint, byte[]? second = null)
    {
        await Api.RegisterAsync(endpoint, OnnxModels.AddConstant(1));
        await Api.RegisterAsync(endpoint, second ?? OnnxModels.AddConstant(2));
        await Api.PutEndpointAsync(endpoint, endpoint, 1);
        await _installation.WaitUntilConvergedAsync();
        return SteadyLoad.Start([.. _installation.Agents.Select(a => a.Rest)], endpoint, TwoVersions.Body, callers: 4, TimeSpan.FromMilliseconds(10));
    }

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
