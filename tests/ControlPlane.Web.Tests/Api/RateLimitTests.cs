using System.Net;
using ControlPlane.Web.Tests.Hosting;

namespace ControlPlane.Web.Tests.Api;

public sealed class RateLimitTests
{
    [Fact]
    public async Task Caller_BeyondItsBurst_Is429WithTheTimeToWait()
    {
        await using var host = await HostUnderTest.StartAsync("--RateLimits:PerSecond", "1", "--RateLimits:Burst", "3");
        for (var call = 0; call < 3; call++)
            await host.GetJsonAsync("api/v1/models");

        using var refused = await host.SendAsync(HttpMethod.Get, "models", null);

        Assert.Equal("rate_limited", (await HostUnderTest.ReadProblemAsync(refused, 429)).GetProperty("code").GetString());
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 3);
    }

    [Fact]
    public async Task Caller_WithATokenOfItsOwn_IsCountedByItself()
    {
        await using var host = await HostUnderTest.StartAsync("--RateLimits:PerSecond", "1", "--RateLimits:Burst", "1");
        await host.GetJsonAsync("api/v1/models");

        using var sameAddress = await host.SendAsync(HttpMethod.Get, "models", null);
        using var another = await host.SendAsync(HttpMethod.Get, "models", null, ("Authorization", "Bearer another"));
        using var probe = await host.Http.GetAsync(new Uri("livez", UriKind.Relative));

        Assert.Equal(HttpStatusCode.TooManyRequests, sameAddress.StatusCode);
        Assert.Equal(HttpStatusCode.OK, another.StatusCode);
        Assert.Equal(HttpStatusCode.OK, probe.StatusCode);
    }

    [Fact]
    public async Task Limit_OfZero_IsNone()
    {
        await using var host = await HostUnderTest.StartAsync("--RateLimits:PerSecond", "0", "--RateLimits:Burst", "1");

        for (var call = 0; call < 5; call++)
            await host.GetJsonAsync("api/v1/models");
    }
}
