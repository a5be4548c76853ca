using System.Net;
using ControlPlane.Domain.Agents;
using ControlPlane.Web.Tests.Features;
using ControlPlane.Web.Tests.Hosting;

namespace ControlPlane.Web.Tests.Api;

/// <content>What stands in the way of a start, and what recorded traffic says of one beforehand.</content>
public sealed partial class RolloutsApiTests
{
    private static readonly object AShortCanary = new { strategy = "canary", versions = new[] { 2 }, steps = new[] { 1000 }, hold = "30s", bake = "30s" };

    [Fact]
    [Trait("Fault", "F67")]
    public async Task Start_EightAtTheSameMoment_ExactlyOneBegins()
    {
        await ConnectAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _host.PostAsync("endpoints/pets/rollouts", ACanary)));

        Assert.Equal([HttpStatusCode.Created, .. Enumerable.Repeat(HttpStatusCode.Conflict, 7)], answers.Select(a => a.StatusCode).Order());
        Assert.Single((await _host.GetJsonAsync("api/v1/rollouts")).GetProperty("items").EnumerateArray());
        foreach (var answer in answers)
            answer.Dispose();
    }

    [Fact]
    public async Task Start_StableVersionBreaksALimitAlready_IsRefusedInWordsAndChangesNothing()
    {
        await ConnectAsync();
        await ChampionAsync(requests: 200, failures: 60);

        var problem = await RefusedAsync(ACanary, 400);

        Assert.Equal("alarm_already_red", problem.GetProperty("code").GetString());
        var error = problem.GetProperty("errors")[0];
        Assert.Equal("is broken by the stable version already: error-share is 30 % in 200 requests, the limit is 20 %", error.GetProperty("problem").GetString());
        Assert.Contains("mend the stable version", error.GetProperty("remedy").GetString(), StringComparison.Ordinal);
        Assert.Contains("rollForward", error.GetProperty("remedy").GetString(), StringComparison.Ordinal);
        Assert.Empty((await _host.GetJsonAsync("api/v1/rollouts")).GetProperty("items").EnumerateArray());
        Assert.Equal(1, (await _host.GetJsonAsync("api/v1/endpoints/pets")).GetProperty("routeRevision").GetInt64());
    }

    [Fact]
    public async Task Start_StableVersionKeepsItsLimits_IsNotHeldUp()
    {
        // The negative control of the one above.
        await ConnectAsync();
        await ChampionAsync(requests: 200, failures: 20);

        Assert.Equal("preparing", await PhaseAsync(await StartAsync(ACanary)));
    }

    [Fact]
    public async Task Start_RollForwardFromAnUnhealthyStableVersion_BeginsWithAWarning()
    {
        await ConnectAsync();
        await ChampionAsync(requests: 200, failures: 60);

        var id = await StartAsync(new { strategy = "canary", versions = new[] { 2 }, rollForward = true });

        var warnings = (await _host.GetJsonAsync($"api/v1/rollouts/{id}")).GetProperty("warnings").EnumerateArray().Select(w => w.GetString());
        Assert.Contains("Rolls forward: v1 breaks a limit itself, error-share is 30 % in 200 requests, the limit is 20 %. Going back would lead to a version that fails too.", warnings);
    }

    [Fact]
    public async Task Start_RollForwardFromAHealthyStableVersion_WarnsOfNothing()
    {
        await ConnectAsync();
        await ChampionAsync(requests: 200, failures: 0);

        var id = await StartAsync(new { strategy = "canary", versions = new[] { 2 }, rollForward = true });

        Assert.Empty((await _host.GetJsonAsync($"api/v1/rollouts/{id}")).GetProperty("warnings").EnumerateArray());
    }

    [Fact]
    public async Task Start_NobodyToServe_SaysWhatWouldHelp() =>
        Assert.EndsWith("join or start an agent first.", (await RefusedAsync(ACanary, 400)).GetProperty("detail").GetString(), StringComparison.Ordinal);

    [Fact]
    public async Task Start_BusyEndpoint_OffersTheThreeWaysOut()
    {
        await ConnectAsync();
        var first = await StartAsync(ACanary);

        var detail = (await RefusedAsync(ACanary, 409)).GetProperty("detail").GetString();

        Assert.Contains(first, detail, StringComparison.Ordinal);
        Assert.EndsWith("abort it, or start the new one with onBusy supersede or queue.", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_StableOrUnknownVersion_SaysWhichMayBeChosen()
    {
        await ConnectAsync();

        var stable = await RefusedAsync(new { strategy = "canary", versions = new[] { 1 } }, 400);
        var unknown = await RefusedAsync(new { strategy = "canary", versions = new[] { 9 } }, 400);

        Assert.Equal("choose another version", stable.GetProperty("errors")[0].GetProperty("remedy").GetString());
        Assert.Equal("use one of 1, 2", unknown.GetProperty("errors")[0].GetProperty("remedy").GetString());
    }

    [Fact]
    public async Task Simulate_RecordedTrafficOfAGoodVersion_WouldHaveSucceeded()
    {
        await ConnectAsync();
        await RecordAsync(failures: 0);

        var simulation = await SimulateAsync();

        Assert.Equal("succeeded", simulation.GetProperty("phase").GetString());
        Assert.StartsWith("Would have succeeded after", simulation.GetProperty("sentence").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_RecordedTrafficOfABadVersion_WouldHaveBeenTakenBackAndSaysAtWhichStepAndWhy()
    {
        await ConnectAsync();
        await RecordAsync(failures: 50);

        var sentence = (await SimulateAsync()).GetProperty("sentence").GetString()!;

        Assert.Matches("^Would have been taken back at step 3 \\(Hold 30 s\\), because error-share of v2 is 10 % ", sentence);
        Assert.Empty((await _host.GetJsonAsync("api/v1/rollouts")).GetProperty("items").EnumerateArray());
    }

    private Seed Seed => new(_host.Get<IServiceProvider>());

    private AgentId Agent => new(_agent!.Membership.AgentId);

    private Task ChampionAsync(long requests, long failures) => Seed.TrafficAsync(Agent, "pets", 1, requests, failures);

    // Ten minutes in which both versions answered, of which version 2 failed some.
    private async Task RecordAsync(long failures)
    {
        var seed = Seed;
        for (var second = 600; second > 60; second -= 10)
        {
            await seed.TrafficAsync(Agent, "pets", 1, 500, secondsAgo: second);
            await seed.TrafficAsync(Agent, "pets", 2, 500, failures, secondsAgo: second);
        }
    }

    private async Task<System.Text.Json.JsonElement> SimulateAsync()
    {
        var from = Uri.EscapeDataString(_host.Get<TimeProvider>().GetUtcNow().AddSeconds(-590).ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        using var answer = await _host.PostAsync($"endpoints/pets/rollouts/simulate?from={from}", AShortCanary);
        return await HostUnderTest.ReadAsync(answer);
    }
}
