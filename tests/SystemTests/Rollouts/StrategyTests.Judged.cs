using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.SystemTests.Rollouts;

/// <content>Strategies that compare versions by what they answer or earn.</content>
public sealed partial class StrategyTests
{
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

        Assert.True(ended.GetProperty("phase").GetString() == "succeeded", ended.GetProperty("reason").GetString());
        Assert.Contains("No challenger is worse", ended.GetProperty("steps").EnumerateArray().Single(s => s.GetProperty("kind").GetString() == "experiment").GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.Empty(Failures(await load.StopAsync()));
    }

    [Fact]
    public async Task AbTest_OfASegmentByRequest_SplitsTheSegmentsRequestsAndNobodyElses()
    {
        await (await ServeAsync("segment")).DisposeAsync();
        var segment = new[] { new { attribute = "x-region", @operator = "in", values = new[] { "au" } } };

        var id = await StartAsync("segment", new { strategy = "ab-test", versions = new[] { 2 }, metric = "error-share", segment, perRequest = true, hold = "60s" });
        await Eventually.BeTrueAsync("the experiment runs", async () => StepKind(await Api.GetAsync($"rollouts/{id}")) == "experiment", Limit);
        await _installation.WaitUntilConvergedAsync();
        var inside = await VersionsOfOneCallerAsync("au");
        var outside = await VersionsOfOneCallerAsync("nz");
        await Api.CommandRolloutAsync(id, "abort");
        await Api.WaitForPhaseAsync(id, Limit, "aborted");

        // The same caller meets both, half and half: five standard deviations of a binomial.
        Assert.InRange(inside.Count(v => v == 2), 25, 75);
        Assert.All(outside, v => Assert.Equal(1, v));
    }

    [Fact]
    public async Task Bandit_ArmWithHigherRewards_GetsMoreWeightAndWins()
    {
        await (await ServeAsync("bandit")).DisposeAsync();
        var id = await StartAsync("bandit", new { strategy = "bandit", versions = new[] { 2 }, metric = "reward", hold = "2s", samples = 30, bake = "1s", attributionWindow = "2s" });
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

        Assert.True(ended.GetProperty("phase").GetString() == "succeeded", ended.GetProperty("reason").GetString());
        Assert.Equal(["prepare", "mirror", "hold", "analyse", "mirror", "split", "hold", "analyse", "split", "experiment", "switch", "bake", "retire"], ended.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("kind").GetString()));
        Assert.Empty(Failures(await load.StopAsync()));
    }

    private async Task<IReadOnlyList<int>> VersionsOfOneCallerAsync(string region)
    {
        using var client = new InferenceClient();
        var versions = new List<int>();
        for (var request = 0; request < 100; request++)
            versions.Add(TwoVersions.VersionThatAnswered(await client.InferAsync(_installation.Agents[0].Rest, "segment", TwoVersions.Body, "one caller", ("x-region", region))));
        return versions;
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
}
