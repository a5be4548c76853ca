using ControlPlane.TestKit.Processes;

namespace ControlPlane.SystemTests;

/// <summary>One installation with three agents that the tests of a class share; each test adds an endpoint of its own.</summary>
public sealed class ThreeAgents : IAsyncLifetime
{
    /// <summary>The running installation.</summary>
    public Installation Installation { get; private set; } = null!;

    /// <inheritdoc />
    public async Task InitializeAsync() => Installation = await Installation.StartAsync(agents: 3);

    /// <inheritdoc />
    public async Task DisposeAsync() => await Installation.DisposeAsync();
}
