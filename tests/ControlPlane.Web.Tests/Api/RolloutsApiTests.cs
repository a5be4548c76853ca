using System.Net;
using System.Text.Json;
using ControlPlane.TestKit.Onnx;
using ControlPlane.Web.Tests.Agents;
using ControlPlane.Web.Tests.Hosting;

namespace ControlPlane.Web.Tests.Api;

/// <summary>Rollouts by API, with an agent that is connected and takes nothing, so that every rollout stays where it begins.</summary>
[Trait("Category", "Slow")]
public sealed partial class RolloutsApiTests : IAsyncLifetime
{
    private static readonly object ACanary = new { strategy = "canary", versions = new[] { 2 } };
    private HostUnderTest _host = null!;
    private FakeAgent? _agent;

    public async Task InitializeAsync()
    {
        _host = await HostUnderTest.StartAsync();
        await _host.PreparePetsAsync();
    }

    public async Task DisposeAsync()
    {
        if (_agent is not null)
            await _agent.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Start_WithoutAnAgent_IsRefusedAndChangesNothing()
    {
        var problem = await RefusedAsync(ACanary, 400);

        Assert.Equal("no_agents", problem.GetProperty("code").GetString());
        Assert.Empty((await _host.GetJsonAsync("api/v1/rollouts")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Start_OnlyStrategyAndVersion_Is201WithEveryStep()
    {
        await ConnectAsync();

        using var answer = await _host.PostAsync("endpoints/pets/rollouts", ACanary);
        var rollout = await HostUnderTest.ReadAsync(answer);
        var found = await _host.GetJsonAsync($"api/v1/rollouts/{rollout.GetProperty("id").GetString()}");

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("preparing", rollout.GetProperty("phase").GetString());
        Assert.Equal("canary", found.GetProperty("strategy").GetString());
        Assert.Equal("prepare", found.GetProperty("steps")[0].GetProperty("kind").GetString());
        Assert.Equal("now", found.GetProperty("steps")[0].GetProperty("state").GetString());
        Assert.Equal("switch", found.GetProperty("steps").EnumerateArray().ElementAt(^3).GetProperty("kind").GetString());

        // How the service is stands apart from where the rollout stands.
        Assert.All((string[])["health", "word", "reason"], name => Assert.False(string.IsNullOrWhiteSpace(found.GetProperty("service").GetProperty(name).GetString())));
    }

    [Fact]
    public async Task DryRun_AnyDraft_ShowsStepsAndDiffAndStartsNothing()
    {
        await ConnectAsync();

        using var answer = await _host.PostAsync("endpoints/pets/rollouts?dryRun=true", new { strategy = "canary", versions = new[] { 2 }, steps = new[] { 1000 }, hold = "2m" });
        var preview = await HostUnderTest.ReadAsync(answer);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(preview.GetProperty("diff").EnumerateArray(), d => d.GetProperty("after").GetString() == "v1 90 %, v2 10 %");
        Assert.Equal(240, preview.GetProperty("minimumSeconds").GetDouble());
        Assert.Equal(1000, preview.GetProperty("largestShare").GetInt32());
        Assert.Empty((await _host.GetJsonAsync("api/v1/rollouts")).GetProperty("items").EnumerateArray());
        Assert.Equal(1, (await _host.GetJsonAsync("api/v1/endpoints/pets")).GetProperty("routeRevision").GetInt64());
    }

    public static TheoryData<string, string> BadDrafts() => new()
    {
        { """{"strategy":"canary","versions":[2],"steps":[2500,500]}""", "steps[1]" },
        { """{"strategy":"canary","versions":[2],"steps":[12000]}""", "steps[0]" },
        { """{"strategy":"canary","versions":[2],"steps":[8000]}""", "steps[0]" },
        { """{"strategy":"canary","versions":[1]}""", "versions" },
        { """{"strategy":"canary","versions":[9]}""", "versions" },
        { """{"strategy":"canary","versions":[]}""", "versions" },
        { """{"strategy":"canary","versions":[2],"hold":"soon"}""", "hold" },
        { """{"strategy":"canary","versions":[2],"analysis":{"checks":[{"metric":"happiness","maximum":1}]}}""", "analysis.checks[0].metric" },
        { """{"strategy":"canary","versions":[2],"analysis":{"checks":[{"metric":"error-share","maximumIncrease":-0.1}]}}""", "analysis.checks[0]" },
        { """{"strategy":"canary","versions":[2],"guards":{"errorShare":7}}""", "guards.errorShare" },
        { """{"strategy":"rolling","versions":[2],"maxSurge":0,"maxUnavailable":0}""", "maxSurge" },
        { """{"strategy":"ab-test","versions":[2],"margin":-1}""", "margin" },
        { """{"strategy":"bandit","versions":[2],"metric":"latency-p99"}""", "metric" },
        { """{"strategy":"bandit","versions":[2],"halfLife":"5s"}""", "halfLife" },
        { """{"strategy":"bandit","versions":[2],"maximumMove":20}""", "maximumMove" },
        { """{"strategy":"feature-flag","versions":[2],"rules":[{"id":"a","version":3,"conditions":[]}]}""", "rules[0].version" },
        { """{"strategy":"feature-flag","versions":[2],"fallback":{"version":9}}""", "fallback.version" },
        { """{"strategy":"plan","stages":[{"strategy":"recreate","versions":[2]}]}""", "stages[0].strategy" },
        { """{"strategy":"big-bang","versions":[2]}""", "strategy" },
    };

    [Theory]
    [MemberData(nameof(BadDrafts))]
    public async Task Start_ABadDraft_NamesTheFieldAndChangesNothing(string body, string field)
    {
        await ConnectAsync();

        using var answer = await _host.SendAsync(HttpMethod.Post, "endpoints/pets/rollouts", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        var problem = await HostUnderTest.ReadProblemAsync(answer, 400);

        Assert.Equal(field, problem.GetProperty("errors")[0].GetProperty("field").GetString());
        Assert.NotEmpty(problem.GetProperty("errors")[0].GetProperty("remedy").GetString()!);
        Assert.Equal(1, (await _host.GetJsonAsync("api/v1/endpoints/pets")).GetProperty("routeRevision").GetInt64());
    }

    [Fact]
    [Trait("Fault", "F80")]
    public async Task Start_VersionWithAnotherInput_IsRefusedBeforeTrafficMoves()
    {
        await ConnectAsync();
        using var upload = await _host.UploadAsync("pets", OnnxModels.AddConstant(3, features: 7));
        await HostUnderTest.ReadAsync(upload);

        var problem = await RefusedAsync(new { strategy = "canary", versions = new[] { 3 } }, 400);

        Assert.Equal("signature_mismatch", problem.GetProperty("code").GetString());
        Assert.Equal("inputs.x", problem.GetProperty("errors")[0].GetProperty("field").GetString());
    }

    [Fact]
    public async Task Start_PlanOfANewerBuild_IsRefusedAsSuchWhateverElseItHolds()
    {
        await ConnectAsync();

        var problem = await RefusedAsync(new { schemaVersion = 2, strategy = "canary", versions = new[] { 2 }, novelty = true }, 400);

        Assert.Equal("plan_unsupported", problem.GetProperty("code").GetString());
        Assert.Contains("this build reads 1", problem.GetProperty("errors")[0].GetProperty("remedy").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_FallbackWithAnotherInput_IsRefusedBeforeTrafficMoves()
    {
        await ConnectAsync();
        using var upload = await _host.UploadAsync("pets", OnnxModels.AddConstant(3, features: 7));
        await HostUnderTest.ReadAsync(upload);

        var problem = await RefusedAsync(new { strategy = "feature-flag", versions = new[] { 2 }, fallback = new { version = 3 } }, 400);

        Assert.Equal("signature_mismatch", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Start_OnABusyEndpoint_IsRefusedQueuedOrSupersedes()
    {
        await ConnectAsync();
        var first = await StartAsync(ACanary);

        Assert.Equal("endpoint_busy", (await RefusedAsync(ACanary, 409)).GetProperty("code").GetString());
        var queued = await StartAsync(new { strategy = "canary", versions = new[] { 2 }, onBusy = "queue" });
        var newest = await StartAsync(new { strategy = "recreate", versions = new[] { 2 }, onBusy = "supersede" });

        Assert.Equal(["superseded", "pending", "preparing"], [await PhaseAsync(first), await PhaseAsync(queued), await PhaseAsync(newest)]);
    }

    [Fact]
    [Trait("Fault", "F50")]
    public async Task Verbs_TwoOperatorsAtOnce_ExactlyOneWinsAndBothAreInTheHistory()
    {
        await ConnectAsync();
        var id = await StartAsync(ACanary);
        var seen = (await _host.GetJsonAsync($"api/v1/rollouts/{id}")).GetProperty("concurrencyVersion").GetInt64();

        using var first = await _host.PostAsync($"rollouts/{id}/pause", new { reason = "first" }, ("If-Match", $"\"{seen}\""));
        using var second = await _host.PostAsync($"rollouts/{id}/pause", new { reason = "second" }, ("If-Match", $"\"{seen}\""));

        Assert.Equal("paused", (await HostUnderTest.ReadAsync(first)).GetProperty("phase").GetString());
        Assert.Equal("changed_meanwhile", (await HostUnderTest.ReadProblemAsync(second, 412)).GetProperty("code").GetString());
        var history = (await _host.GetJsonAsync($"api/v1/rollouts/{id}/history")).GetProperty("items").EnumerateArray().ToList();
        Assert.Contains(history, h => h.GetProperty("reason").GetString() == "first");
        Assert.Contains(history, h => h.GetProperty("refusalCode").GetString() == "changed_meanwhile");
    }

    [Fact]
    public async Task PromoteFull_NotReadyAnywhere_Is409AndSaysWho()
    {
        await ConnectAsync();
        var id = await StartAsync(ACanary);

        using var answer = await _host.PostAsync($"rollouts/{id}/promote-full", new { reason = "now" });

        var problem = await HostUnderTest.ReadProblemAsync(answer, 409);
        Assert.Equal("not_ready", problem.GetProperty("code").GetString());
        Assert.Contains("fake", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RollbackOfTheEndpoint_DuringARollout_TakesTheRolloutBackAndUndoBringsItBack()
    {
        await ConnectAsync();
        var id = await StartAsync(ACanary);

        using var rollback = await _host.PostAsync("endpoints/pets/rollback", new { reason = "3 a.m." });
        await HostUnderTest.ReadAsync(rollback);
        Assert.Equal("rolling-back", await PhaseAsync(id));
        using var undo = await _host.PostAsync("endpoints/pets/undo", null);
        await HostUnderTest.ReadAsync(undo);

        Assert.Equal("paused", await PhaseAsync(id));
    }

    [Fact]
    public async Task Abort_Twice_IsTheSameAsOnce()
    {
        await ConnectAsync();
        var id = await StartAsync(ACanary);

        using var first = await _host.PostAsync($"rollouts/{id}/abort", null);
        using var second = await _host.PostAsync($"rollouts/{id}/abort", null);

        Assert.Equal("rolling-back", (await HostUnderTest.ReadAsync(first)).GetProperty("phase").GetString());
        Assert.Equal("rolling-back", (await HostUnderTest.ReadAsync(second)).GetProperty("phase").GetString());
    }

    [Fact]
    public async Task Endpoint_WithAnActiveRollout_CannotBePromotedByPutOrDeleted()
    {
        await ConnectAsync();
        await StartAsync(ACanary);

        using var put = await _host.PutAsync("endpoints/pets", new { model = "pets", stableVersion = 2 });
        using var delete = await _host.SendAsync(HttpMethod.Delete, "endpoints/pets", null);

        Assert.Equal("endpoint_busy", (await HostUnderTest.ReadProblemAsync(put, 409)).GetProperty("code").GetString());
        Assert.Equal("endpoint_busy", (await HostUnderTest.ReadProblemAsync(delete, 409)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Simulate_VersionWithoutRecordedTraffic_WouldHaveStopped()
    {
        await ConnectAsync();

        using var answer = await _host.PostAsync("endpoints/pets/rollouts/simulate", new { strategy = "canary", versions = new[] { 2 }, hold = "60s" });
        var simulation = await HostUnderTest.ReadAsync(answer);

        Assert.StartsWith("Would have stopped at step 4", simulation.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.Contains("No request reached v2", simulation.GetProperty("sentence").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetEvidence_RolloutThatIsPreparing_SaysWhyThereIsNoneYet()
    {
        await ConnectAsync();
        var before = await _host.GetJsonAsync("api/v1/endpoints/pets/evidence");
        await StartAsync(ACanary);

        var evidence = await _host.GetJsonAsync("api/v1/endpoints/pets/evidence");

        Assert.Equal("null", before.GetProperty("waiting").GetRawText());
        Assert.Empty(evidence.GetProperty("variants").EnumerateArray());
        Assert.Equal(
            "The rollout is preparing and has no evidence yet: it begins when the agents have confirmed the rollout's traffic.",
            evidence.GetProperty("waiting").GetString());
    }

    [Theory]
    [InlineData("rollouts/none")]
    [InlineData("rollouts/none/history")]
    public async Task Get_UnknownRollout_Is404(string path)
    {
        using var answer = await _host.Http.GetAsync(new Uri($"api/v1/{path}", UriKind.Relative));

        Assert.Equal("rollout_not_found", (await HostUnderTest.ReadProblemAsync(answer, 404)).GetProperty("code").GetString());
    }

    private async Task ConnectAsync()
    {
        _agent = await _host.JoinAsync();
        await _agent.ConnectAsync();
        await TestKit.Processes.Eventually.BeTrueAsync(
            "the agent's hello is saved",
            async () => (await _host.GetJsonAsync("api/v1/agents")).GetProperty("items")[0].GetProperty("state").GetString() != "absent",
            TimeSpan.FromSeconds(20));
    }

    private async Task<string> StartAsync(object body)
    {
        using var answer = await _host.PostAsync("endpoints/pets/rollouts", body);
        return (await HostUnderTest.ReadAsync(answer)).GetProperty("id").GetString()!;
    }

    private async Task<JsonElement> RefusedAsync(object body, int status)
    {
        using var answer = await _host.PostAsync("endpoints/pets/rollouts", body);
        return await HostUnderTest.ReadProblemAsync(answer, status);
    }

    private async Task<string> PhaseAsync(string id) => (await _host.GetJsonAsync($"api/v1/rollouts/{id}")).GetProperty("phase").GetString()!;
}
