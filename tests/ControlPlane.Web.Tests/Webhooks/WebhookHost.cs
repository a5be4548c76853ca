using ControlPlane.Web.Tests.Hosting;

namespace ControlPlane.Web.Tests.Webhooks;

/// <summary>A control plane that may deliver to loopback and gives up soon, which the tests of a class share.</summary>
public sealed class WebhookHost : IAsyncLifetime
{
    internal HostUnderTest Host { get; private set; } = null!;

    public async Task InitializeAsync() => Host = await StartAsync("--Webhooks:Attempts", "3", "--Webhooks:FirstDelay", "00:00:00.010", "--Webhooks:LongestDelay", "00:00:00.020");

    public async Task DisposeAsync() => await Host.DisposeAsync();

    internal static Task<HostUnderTest> StartAsync(params string[] flags) => HostUnderTest.StartAsync(["--Webhooks:AllowedPrivate", "127.0.0.1", .. flags]);
}
