namespace ControlPlane.BrowserTests;

/// <summary>A class of tests on one installation; each test's pages end with it.</summary>
public abstract class BrowserTest(Site site) : IAsyncLifetime
{
    protected Site Site => site;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => site.ClosePagesAsync();
}
