using ControlPlane.Web.Tests.Features;
using ControlPlane.Web.Tests.Hosting;

namespace ControlPlane.Web.Tests.Api;

/// <content>Changes of an experiment's plan after the start.</content>
public sealed partial class RolloutsApiTests
{
    [Fact]
    public async Task Experiment_PlanChangedAfterTheStart_BeginsAnewAndIsInTheHistory()
    {
        await ConnectAsync();
        var id = await StartAsync(new { strategy = "ab-test", versions = new[] { 2 }, alpha = 0.01, power = 0.9, hold = "60s" });
        var seed = new Seed(_host.Get<IServiceProvider>());
        await seed.AdvanceAsync(id);
        await seed.AdvanceAsync(id);

        using var answer = await _host.PostAsync($"rollouts/{id}/experiment", new { margin = 0.02, horizon = "2h", reason = "The first was too strict." });
        var revised = await HostUnderTest.ReadAsync(answer);

        Assert.Contains("margin 0.5 % to 2 %", revised.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Contains("The first was too strict.", (await _host.GetJsonAsync($"api/v1/rollouts/{id}/history")).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Experiment_RolloutThatIsNone_RefusesAndNamesWhy()
    {
        await ConnectAsync();
        var id = await StartAsync(ACanary);

        using var answer = await _host.PostAsync($"rollouts/{id}/experiment", new { margin = 0.02, reason = "because" });

        Assert.Contains("not in an experiment", (await HostUnderTest.ReadProblemAsync(answer, 409)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
