using ControlPlane.TestKit.Databases;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.SystemTests.Replicas;

/// <summary>Real control planes, agents and callers on a real PostgreSQL server.</summary>
public sealed class PostgresTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly object Canary = new { strategy = "canary", versions = new[] { 2 }, steps = new[] { 1000, 5000 }, hold = "3s", minimumRequests = 30 };

    [PostgresFact]
    [Trait("Fault", "F66")]
    public async Task ServerRestarted_InMidRolloutUnderLoad_CostsNoRequestAndTheRolloutEnds()
    {
        await using var installation = await ReplicatedInstallation.StartAsync(replicas: 1, agents: 2);
        var only = installation.Replicas[0];
        await using var load = SteadyLoad.Start([.. installation.Agents.Select(a => a.Rest)], TwoVersions.Endpoint, TwoVersions.Body, 4, TimeSpan.FromMilliseconds(10));
        var id = await StartAsync(only);

        await installation.Server.PauseAsync();
        await Eventually.BeTrueAsync("it says that it is without its database", async () => !await only.Api.IsReadyAsync(), Limit);
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => only.Api.PutSplitAsync(TwoVersions.Endpoint, (1, 9_000), (2, 1_000)));
        await installation.Server.ResumeAsync();
        var back = TimeProvider.System.GetTimestamp();
        await Eventually.BeTrueAsync("it is ready again by itself", () => only.Api.IsReadyAsync(), Limit);
        var took = TimeProvider.System.GetElapsedTime(back);
        var ended = await only.Api.WaitForPhaseAsync(id, Limit, "succeeded", "rolled-back", "paused");

        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.True(took < TimeSpan.FromSeconds(10), $"{took}");
        Assert.True(ended.GetProperty("phase").GetString() == "succeeded", ended.ToString());
        Assert.All(await load.StopAsync(), a => Assert.Equal(200, a.Status));
        await AssertAuditIsWholeAsync(installation);
    }

    [PostgresFact]
    [Trait("Fault", "F60")]
    [Trait("Promise", "P7")]
    public async Task LeaderKilledThenTheNextOneFrozen_RolloutsEndWithOneDecisionEach()
    {
        await using var installation = await ReplicatedInstallation.StartAsync(replicas: 2, agents: 2);
        await using var load = SteadyLoad.Start([.. installation.Agents.Select(a => a.Rest)], TwoVersions.Endpoint, TwoVersions.Body, 4, TimeSpan.FromMilliseconds(10));
        var first = await installation.LeaderAsync();
        var second = installation.Replicas.Single(r => r != first);

        // Commanded at the one that does not lead: the leader moves it all the same.
        var id = await StartAsync(second);
        await second.Api.WaitForPhaseAsync(id, Limit, "progressing");
        await first.KillAsync();
        var killed = TimeProvider.System.GetTimestamp();
        Assert.Same(second, await installation.LeaderAsync());
        var tookOver = TimeProvider.System.GetElapsedTime(killed);
        var ended = await second.Api.WaitForPhaseAsync(id, Limit, "succeeded", "rolled-back", "paused");

        Assert.True(tookOver < TimeSpan.FromSeconds(6), $"{tookOver}");
        Assert.True(ended.GetProperty("phase").GetString() == "succeeded", ended.ToString());
        await AssertEachOnceAsync(second, id);

        // The other way round, with a leader that is not dead but late.
        await first.StartAsync();
        var back = await StartAsync(first, version: 1);
        await second.Api.WaitForPhaseAsync(back, Limit, "progressing");
        second.Process!.Freeze();
        await Eventually.BeTrueAsync("the other leads", first.LeadsAsync, Limit);
        await first.Api.WaitForPhaseAsync(back, Limit, "succeeded", "rolled-back", "paused");
        second.Process.Thaw();
        await second.Process.WaitForLineAsync("no longer leads", Limit);
        Assert.Same(first, await installation.LeaderAsync());

        await AssertEachOnceAsync(second, back);
        await installation.WaitUntilConvergedAsync(second);
        Assert.All(await load.StopAsync(), a => Assert.Equal(200, a.Status));
        await AssertAuditIsWholeAsync(installation);
    }

    private static async Task<string> StartAsync(InstalledReplica at, int version = 2) =>
        (await at.Api.StartRolloutAsync(TwoVersions.Endpoint, version == 2 ? Canary : new { strategy = "canary", versions = new[] { version }, steps = new[] { 1000, 5000 }, hold = "3s", minimumRequests = 30 }))
        .GetProperty("id").GetString()!;

    // Each decision about a rollout is one entry of its history; two leaders would have written one of them twice.
    private static async Task AssertEachOnceAsync(InstalledReplica at, string rollout)
    {
        var page = await at.Api.GetAsync($"rollouts/{rollout}/history");
        var decisions = page.GetProperty("items").EnumerateArray().Select(e => $"{e.GetProperty("trigger")} {e.GetProperty("step")}").ToList();

        Assert.NotEmpty(decisions);
        Assert.Equal(decisions.Distinct(), decisions);
    }

    private static async Task AssertAuditIsWholeAsync(ReplicatedInstallation installation)
    {
        await using var verify = RunningProgram.Start(ProductFiles.Web, "audit", "verify", "--database", installation.Address);
        Assert.Equal(0, await verify.WaitForExitAsync(Limit));
    }
}
