using System.Text.Json;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.SystemTests.Rollouts;

/// <summary>A broken version under a canary: taken back by the agents' guards, with and without the control plane.</summary>
public sealed class HarmTests
{
    private const string Endpoint = "harmed";

    // Version 2 fails whenever the first number is negative, as half of what these callers send.
    private const string Failing = """{"inputs":[{"name":"x","shape":[1,4],"datatype":"FP32","data":[-1,0,0,0]}]}""";
    private const string Flag = "flagged";
    private const string Constant = """{"model_name":"flagged","outputs":[]}""";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Canary_VersionThatFails_IsTakenBackByAGuardWithItsTimesAndNumbers()
    {
        await using var installation = await StartAsync();
        await using var load = Load(installation, Failing);

        var id = await StartCanaryAsync(installation);
        var ended = await installation.Api.WaitForPhaseAsync(id, Limit, "rolling-back", "rolled-back");
        await installation.Api.WaitForPhaseAsync(id, Limit, "rolled-back");
        var settled = await installation.Api.GetAsync($"rollouts/{id}");
        var answers = await load.StopAsync();

        Assert.Contains("guard", ended.GetProperty("reason").GetString(), StringComparison.Ordinal);
        var timings = settled.GetProperty("timings");
        var times = new[] { "harmedAt", "detectedAt", "decidedAt", "acknowledgedAt" }.Select(t => timings.GetProperty(t).GetDateTimeOffset()).ToList();
        Assert.Equal(times.Order(), times);
        await AssertOnlyStableAsync(installation);

        // At most the canary's share of the callers saw an error; five standard deviations of a binomial with p = 0.1.
        var failed = answers.Count(a => a.Status != 200);
        Assert.InRange(failed, 1, (int)((answers.Count * 0.1) + (5 * Math.Sqrt(answers.Count * 0.09))));
    }

    [Fact]
    public async Task Harm_ControlPlaneStoppedBefore_AgentsTakeTheTrafficBackAloneAndAFlagsFallbackStandsIn()
    {
        await using var installation = await StartAsync();
        await StartFlagAsync(installation);
        var id = await StartCanaryAsync(installation);
        await Eventually.BeTrueAsync("the hold has begun", async () => await IsHoldingAsync(installation, id), Limit);
        await installation.KillControlPlaneAsync();

        await using (Load(installation, Failing))
            await Eventually.BeTrueAsync("nobody fails any more", () => NobodyFailsAsync(installation), Limit);
        await AssertFallbackStandsInAsync(installation);

        await installation.StartControlPlaneAsync();
        var ended = await installation.Api.WaitForPhaseAsync(id, Limit, "rolled-back");
        Assert.Contains("guard", ended.GetProperty("reason").GetString(), StringComparison.Ordinal);
        await AssertOnlyStableAsync(installation);
    }

    [Fact]
    [Trait("Fault", "F49")]
    [Trait("Promise", "P6")]
    public async Task Canary_ControlPlaneRestartedInTheMiddle_GoesOnToTheEnd()
    {
        await using var installation = await StartAsync();
        await using var load = Load(installation, TwoVersions.Body);
        var id = await StartCanaryAsync(installation, hold: "4s");
        await Eventually.BeTrueAsync("the hold has begun", async () => await IsHoldingAsync(installation, id), Limit);

        await installation.KillControlPlaneAsync();
        await installation.StartControlPlaneAsync();
        var ended = await installation.Api.WaitForPhaseAsync(id, Limit, "succeeded", "paused", "rolled-back");

        Assert.Equal("succeeded", ended.GetProperty("phase").GetString());
        Assert.Empty((await load.StopAsync()).Where(a => a.Status != 200).Select(a => a.Body).Take(3));
    }

    [Fact]
    public async Task Promotion_OfAVersionThatAlreadyServes_CreatesNoSession()
    {
        await using var installation = await StartAsync();
        var id = await StartCanaryAsync(installation);
        await Eventually.BeTrueAsync("the hold has begun", async () => await IsHoldingAsync(installation, id), Limit);
        var before = await SessionsAsync(installation);

        await installation.Api.CommandRolloutAsync(id, "promote-full", "proven elsewhere");
        await installation.Api.WaitForPhaseAsync(id, Limit, "baking");
        await installation.WaitUntilConvergedAsync();

        Assert.Equal(before, await SessionsAsync(installation));
        Assert.All(before, b => Assert.InRange(b, 2, 10));
    }

    private static async Task<Installation> StartAsync()
    {
        var installation = await Installation.StartAsync(agents: 3);
        await installation.Api.RegisterAsync(Endpoint, OnnxModels.AddConstant(1));
        await installation.Api.RegisterAsync(Endpoint, OnnxModels.FailsOnNegative());
        await installation.Api.PutEndpointAsync(Endpoint, Endpoint, 1);
        await installation.WaitUntilConvergedAsync();
        return installation;
    }

    private static SteadyLoad Load(Installation installation, string body) =>
        SteadyLoad.Start([.. installation.Agents.Select(a => a.Rest)], Endpoint, body, callers: 6, TimeSpan.FromMilliseconds(10));

    private static async Task<string> StartCanaryAsync(Installation installation, string hold = "60s") => (await installation.Api.StartRolloutAsync(
        Endpoint, new { strategy = "canary", versions = new[] { 2 }, steps = new[] { 1000 }, hold, bake = "1s", minimumRequests = 20 })).GetProperty("id").GetString()!;

    private static async Task<bool> IsHoldingAsync(Installation installation, string id)
    {
        var rollout = await installation.Api.GetAsync($"rollouts/{id}");
        return rollout.GetProperty("step").GetInt32() is >= 0 and var step
            && rollout.GetProperty("steps")[step] is var present && present.GetProperty("kind").GetString() == "hold"
            && present.GetProperty("confirmedAt").ValueKind != JsonValueKind.Null;
    }

    // A flag for everybody who says so, whose version fails; a constant answers in its place.
    private static async Task StartFlagAsync(Installation installation)
    {
        await installation.Api.RegisterAsync(Flag, OnnxModels.AddConstant(1));
        await installation.Api.RegisterAsync(Flag, OnnxModels.FailsOnNegative());
        await installation.Api.PutEndpointAsync(Flag, Flag, 1);
        await installation.WaitUntilConvergedAsync();
        object[] rules = [new { id = "early", version = 2, share = 10_000, conditions = new[] { new { attribute = "x-early", @operator = "in", values = new[] { "yes" } } } }];
        var flag = await installation.Api.StartRolloutAsync(Flag, new { strategy = "feature-flag", versions = new[] { 2 }, rules, fallback = new { constant = Constant } });
        await installation.Api.WaitForPhaseAsync(flag.GetProperty("id").GetString()!, Limit, "paused");
    }

    private static async Task AssertFallbackStandsInAsync(Installation installation)
    {
        using var client = new InferenceClient();
        await Task.WhenAll(installation.Agents.Select(async agent =>
        {
            await Eventually.BeTrueAsync("the constant answers", async () => (await client.InferAsync(agent.Rest, Flag, Failing, "k", ("x-early", "yes"))).Variant == "fallback", Limit);
            var early = await client.InferAsync(agent.Rest, Flag, Failing, "k", ("x-early", "yes"));
            var usual = await client.InferAsync(agent.Rest, Flag, Failing, "k");

            Assert.Equal((200, Constant), (early.Status, early.Body));
            Assert.Equal((200, "v1"), (usual.Status, usual.Variant));
        }));
    }

    private static async Task<bool> NobodyFailsAsync(Installation installation)
    {
        using var client = new InferenceClient();
        foreach (var agent in installation.Agents)
        {
            for (var key = 0; key < 40; key++)
            {
                if ((await client.InferAsync(agent.Rest, Endpoint, Failing, $"probe-{key}")).Status != 200)
                    return false;
            }
        }

        return true;
    }

    private static async Task AssertOnlyStableAsync(Installation installation)
    {
        await installation.WaitUntilConvergedAsync();
        Assert.True(await NobodyFailsAsync(installation));
    }

    private static async Task<IReadOnlyList<long>> SessionsAsync(Installation installation)
    {
        using var client = new InferenceClient();
        var sessions = new List<long>();
        foreach (var agent in installation.Agents)
        {
            var line = (await client.MetricsAsync(agent.Admin)).Split('\n').Single(l => l.StartsWith("controlplane_agent_sessions_created_total", StringComparison.Ordinal));
            sessions.Add(long.Parse(line.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture));
        }

        return sessions;
    }
}
