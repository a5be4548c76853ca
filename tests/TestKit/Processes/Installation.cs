namespace ControlPlane.TestKit.Processes;

/// <summary>A whole installation as real processes on loopback: one control plane and some agents, in a temporary folder.</summary>
public sealed class Installation : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort.Next();
    private readonly IReadOnlyDictionary<string, string>? _environment;
    private readonly string[] _flags;

    private Installation(IReadOnlyDictionary<string, string>? environment, string[] flags)
    {
        (_environment, _flags) = (environment, flags);
        Address = new Uri($"http://127.0.0.1:{_port}/");
        Api = new ApiClient(Address);
    }

    /// <summary>Where the control plane listens.</summary>
    public Uri Address { get; }

    /// <summary>The control plane's API.</summary>
    public ApiClient Api { get; }

    /// <summary>The agents, in the order of their names.</summary>
    public IReadOnlyList<InstalledAgent> Agents { get; private set; } = [];

    /// <summary>The control plane's process; null while it is stopped.</summary>
    public RunningProgram? ControlPlane { get; private set; }

    /// <summary>The control plane's data folder.</summary>
    public string ControlPlaneFolder => _folder.Combine("control-plane");

    /// <summary>Starts a control plane and enrols agents; returns when all of them are connected.</summary>
    /// <param name="agents">How many.</param>
    /// <param name="flags">Of the control plane, beside those it always gets.</param>
    public static Task<Installation> StartAsync(int agents, params string[] flags) => StartAsync(agents, environment: null, flags);

    /// <summary>The same with variables of every process beside those of this one.</summary>
    public static async Task<Installation> StartAsync(int agents, IReadOnlyDictionary<string, string>? environment, params string[] flags)
    {
        var installation = new Installation(environment, flags);
        try
        {
            await installation.StartControlPlaneAsync().ConfigureAwait(false);
            installation.Agents = [.. Enumerable.Range(1, agents).Select(n => new InstalledAgent($"agent-{n}", installation._folder.Combine($"agent-{n}"), installation.Address))];
            foreach (var agent in installation.Agents)
                agent.Start(await installation.Api.CreateJoinTokenAsync().ConfigureAwait(false), environment);
            await installation.WaitUntilConnectedAsync().ConfigureAwait(false);
            return installation;
        }
        catch
        {
            await installation.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Starts the control plane on the folder it had before.</summary>
    public async Task StartControlPlaneAsync()
    {
        ControlPlane = RunningProgram.StartCommand(
            "dotnet",
            [
                ProductFiles.Web, "--listen", Address.GetLeftPart(UriPartial.Authority), "--data", ControlPlaneFolder, "--Access:Mode", "Open",
                "--Analysis:AllowedPrivate", "127.0.0.1", "--Webhooks:AllowedPrivate", "127.0.0.1", .. _flags,
            ],
            environment: _environment);
        await Eventually.BeTrueAsync("the control plane is ready", () => Api.IsReadyAsync(), StartLimit).ConfigureAwait(false);
    }

    /// <summary>SIGKILL to the control plane.</summary>
    public async Task KillControlPlaneAsync()
    {
        await ControlPlane!.KillAsync().ConfigureAwait(false);
        await ControlPlane.DisposeAsync().ConfigureAwait(false);
        ControlPlane = null;
    }

    /// <summary>Waits until every agent is fresh in the eyes of the control plane.</summary>
    public Task WaitUntilConnectedAsync() => Eventually.BeTrueAsync(
        "every agent is connected",
        async () => (await Api.AgentsAsync().ConfigureAwait(false)).Count(a => a.IsFresh) == Agents.Count,
        StartLimit);

    /// <summary>Waits until every agent has the desired table in force.</summary>
    public Task WaitUntilConvergedAsync() => Eventually.BeTrueAsync(
        "every agent has the desired table in force",
        async () => (await Api.AgentsAsync().ConfigureAwait(false)) is var seen && seen.Count == Agents.Count && seen.All(a => a.IsFresh && a.Desired == a.Reported),
        StartLimit);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var agent in Agents)
            await agent.DisposeAsync().ConfigureAwait(false);
        if (ControlPlane is not null)
            await ControlPlane.DisposeAsync().ConfigureAwait(false);
        Api.Dispose();
        _folder.Dispose();
    }
}
