using ControlPlane.Web.Tests.Hosting;

namespace ControlPlane.Web.Tests.Api;

/// <summary>Gates by webhook as callers ask for them.</summary>
public sealed class HooksTests(SharedHost shared) : IClassFixture<SharedHost>
{
    [Theory]
    [InlineData("http://10.0.0.1/may", null, "hooks[0].address")]
    [InlineData("http://169.254.169.254/", null, "hooks[0].address")]
    [InlineData("http://[::ffff:127.0.0.1]/", null, "hooks[0].address")]
    [InlineData("https://93.184.216.34/may", "nobody", "hooks[0].secret")]
    public async Task Start_WithAGateThatMustNotBeAsked_IsRefusedWithTheField(string address, string? secret, string field)
    {
        await shared.Host.RegisterAsync("gated", 2);
        using var endpoint = await shared.Host.PutAsync("endpoints/gated", new { model = "gated", stableVersion = 1 });
        await HostUnderTest.ReadAsync(endpoint);

        using var answer = await shared.Host.PostAsync("endpoints/gated/rollouts", new { strategy = "canary", versions = new[] { 2 }, hooks = new[] { new { moment = "before-traffic", address, secret } } });

        var problem = await HostUnderTest.ReadProblemAsync(answer, 400);
        Assert.Equal("rollout_invalid", problem.GetProperty("code").GetString());
        Assert.Equal(field, problem.GetProperty("errors")[0].GetProperty("field").GetString());
    }

    [Fact]
    public async Task Start_WithAnUnknownMoment_IsRefusedAsMalformed()
    {
        using var answer = await shared.Host.PostAsync("endpoints/any/rollouts", new { strategy = "canary", versions = new[] { 2 }, hooks = new[] { new { moment = "at-lunch", address = "https://93.184.216.34/" } } });

        Assert.Equal("json_malformed", (await HostUnderTest.ReadProblemAsync(answer, 400)).GetProperty("code").GetString());
    }
}
