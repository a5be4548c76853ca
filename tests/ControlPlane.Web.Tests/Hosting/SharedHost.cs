namespace ControlPlane.Web.Tests.Hosting;

/// <summary>One control plane for the tests of a class; each test names its models and endpoints its own way.</summary>
public sealed class SharedHost : IAsyncLifetime
{
    private HostUnderTest? _host;

    internal HostUnderTest Host => _host ?? throw new InvalidOperationException("The host has not started.");

    public async Task InitializeAsync() => _host = await HostUnderTest.StartAsync("--Data:ArtifactLimit=1000000");

    public async Task DisposeAsync() => await Host.DisposeAsync();
}
