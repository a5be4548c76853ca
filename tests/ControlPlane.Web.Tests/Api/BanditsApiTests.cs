using System.Net;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Features.Rollouts;
using ControlPlane.Web.Tests.Agents;
using ControlPlane.Web.Tests.Hosting;

namespace ControlPlane.Web.Tests.Api;

/// <summary>A bandit by API, taken to its step as if its agents had been asked.</summary>
public sealed class BanditsApiTests : IAsyncLifetime
{
    private HostUnderTest _host = null!;
    private FakeAgent? _agent;

    public async Task InitializeAsync()
    {
        _host = await HostUnderTest.StartAsync();
        await _host.PreparePetsAsync();
        _agent = await _host.JoinAsync();
        await _agent.ConnectAsync();
        await TestKit.Processes.Eventually.BeTrueAsync(
            "the agent's hello is saved",
            async () => (await _host.GetJsonAsync("api/v1/agents")).GetProperty("items")[0].GetProperty("state").GetString() != "absent",
            TimeSpan.FromSeconds(20));
    }

    public async Task DisposeAsync()
    {
        if (_agent is not null)
            await _agent.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Freeze_WithAReason_HoldsTheWeightsAndIsInTheHistory_UntilUnfrozen()
    {
        var id = await StartAsync(new { strategy = "bandit", versions = new[] { 2 }, halfLife = "1h", maximumMove = 500 });
        await AdvanceAsync(id);

        using var without = await _host.PostAsync($"rollouts/{id}/freeze", new { reason = "" });
        using var frozen = await _host.PostAsync($"rollouts/{id}/freeze", new { reason = "a sale distorts rewards" });
        var during = await _host.GetJsonAsync($"api/v1/rollouts/{id}/bandit");
        using var lifted = await _host.PostAsync($"rollouts/{id}/unfreeze", null);
        var after = await _host.GetJsonAsync($"api/v1/rollouts/{id}/bandit");

        Assert.Equal("reason", (await HostUnderTest.ReadProblemAsync(without, 400)).GetProperty("errors")[0].GetProperty("field").GetString());
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (frozen.StatusCode, lifted.StatusCode));
        Assert.Equal("a sale distorts rewards", during.GetProperty("freeze").GetProperty("reason").GetString());
        Assert.Equal("null", after.GetProperty("freeze").GetRawText());
        var history = (await _host.GetJsonAsync($"api/v1/rollouts/{id}/history")).GetProperty("items").EnumerateArray().Select(h => h.GetProperty("sentence").GetString()!).ToList();
        Assert.Contains(history, s => s.Contains("froze the weights at v1 50 %, v2 50 %: a sale distorts rewards", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_BeforeAnyReward_HasEveryArmAndNoNumberThatLies()
    {
        var id = await StartAsync(new { strategy = "bandit", versions = new[] { 2 } });
        await AdvanceAsync(id);

        var bandit = await _host.GetJsonAsync($"api/v1/rollouts/{id}/bandit");

        Assert.Equal([1, 2], bandit.GetProperty("arms").EnumerateArray().Select(a => a.GetProperty("version").GetInt32()));
        Assert.All(bandit.GetProperty("arms").EnumerateArray(), a => Assert.Equal("null", a.GetProperty("posteriorMean").GetRawText()));
        Assert.Equal("null", bandit.GetProperty("regret").GetRawText());
        Assert.Equal([5_000, 5_000], bandit.GetProperty("weights")[0].GetProperty("variants").EnumerateArray().Select(v => v.GetProperty("weight").GetInt32()));
    }

    [Fact]
    public async Task Get_OfACanary_Is404()
    {
        var id = await StartAsync(new { strategy = "canary", versions = new[] { 2 } });

        using var answer = await _host.SendAsync(HttpMethod.Get, $"rollouts/{id}/bandit", null);

        Assert.Equal("rollout_not_found", (await HostUnderTest.ReadProblemAsync(answer, 404)).GetProperty("code").GetString());
    }

    private async Task<string> StartAsync(object body)
    {
        using var answer = await _host.PostAsync("endpoints/pets/rollouts", body);
        return (await HostUnderTest.ReadAsync(answer)).GetProperty("id").GetString()!;
    }

    private async Task AdvanceAsync(string id)
    {
        var outcome = await _host.Get<RolloutChanges>().RunAsync(
            id,
            asked: null,
            Actor.Automatic,
            "",
            (rollout, _) => new RolloutDecision { Trigger = rollout.Plan.Steps[rollout.Step + 1].Trigger, Step = rollout.Step + 1, Outcome = StepOutcome.Done, Sentence = "Prepared." },
            CancellationToken.None);
        Assert.True(outcome.IsAccepted, outcome.Refusal?.ToString());
    }
}
