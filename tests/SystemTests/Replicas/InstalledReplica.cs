using ControlPlane.TestKit.Processes;

namespace ControlPlane.SystemTests.Replicas;

/// <summary>One control plane of several: its address and name stay when its process is restarted.</summary>
internal sealed class InstalledReplica(string name, string folder, string artifacts, string database) : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    /// <summary>Its name among the replicas.</summary>
    public string Name { get; } = name;

    /// <summary>Where it listens.</summary>
    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort.Next()}/");

    /// <summary>Its API.</summary>
    public ApiClient Api => field ??= new ApiClient(Address);

    /// <summary>Its process; null while it is stopped.</summary>
    public RunningProgram? Process { get; private set; }

    /// <summary>Starts it and waits until it is ready.</summary>
    public async Task StartAsync()
    {
        Process = RunningProgram.Start(ProductFiles.Web, "--listen", Address.GetLeftPart(UriPartial.Authority), "--data", folder, "--Access:Mode", "Open", "--artifacts", artifacts,
            "--database", database, "--replica", Name, "--Data:Replica:Lease", "00:00:03");
        await Eventually.BeTrueAsync($"{Name} is ready", () => Api.IsReadyAsync(), StartLimit);
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        await Process!.KillAsync();
        await Process.DisposeAsync();
        Process = null;
    }

    /// <summary>Whether it says that it leads; false when it does not answer.</summary>
    public async Task<bool> LeadsAsync()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        return (await http.GetStringAsync(new Uri(Address, "metrics"))).Split('\n').Contains("controlplane_leader 1");
    }

    public async ValueTask DisposeAsync()
    {
        if (Process is not null)
            await Process.DisposeAsync();
        Api.Dispose();
    }
}
