namespace ControlPlane.TestKit.Processes;

/// <summary>One agent of an <see cref="Installation"/>: its addresses and folder stay when its process is restarted.</summary>
public sealed class InstalledAgent(string name, string folder, params IReadOnlyList<Uri> controlPlanes) : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>What it keeps on disk.</summary>
    public string Folder { get; } = folder;

    /// <summary>Where callers reach it.</summary>
    public Uri Rest { get; } = new($"http://127.0.0.1:{FreePort.Next()}/");

    /// <summary>Where callers reach it over gRPC.</summary>
    public Uri Grpc { get; } = new($"http://127.0.0.1:{FreePort.Next()}/");

    /// <summary>Where its metrics and health are.</summary>
    public Uri Admin { get; } = new($"http://127.0.0.1:{FreePort.Next()}/");

    /// <summary>Its process; null while it is stopped.</summary>
    public RunningProgram? Process { get; private set; }

    /// <summary>Starts it; a token is needed the first time only.</summary>
    public void Start(string? joinToken = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        List<string> arguments =
        [
            "--control-plane", string.Join(',', controlPlanes.Select(c => c.GetLeftPart(UriPartial.Authority))),
            "--listen", Rest.GetLeftPart(UriPartial.Authority),
            "--grpc", Grpc.GetLeftPart(UriPartial.Authority),
            "--admin", Admin.GetLeftPart(UriPartial.Authority),
            "--data", Folder,
            "--name", Name,
        ];
        if (joinToken is not null)
            arguments.AddRange(["--join-token", joinToken]);
        Process = RunningProgram.StartCommand("dotnet", [ProductFiles.Agent, .. arguments], environment: environment);
    }

    /// <summary>Starts it again on its folder and waits until it answers callers.</summary>
    public async Task RestartAsync()
    {
        Start();
        using var client = new HttpClient();
        await Eventually.BeTrueAsync(
            $"{Name} is ready to answer",
            async () => (await client.GetAsync(new Uri(Rest, "v2/health/ready")).ConfigureAwait(false)).IsSuccessStatusCode,
            StartLimit).ConfigureAwait(false);
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        await Process!.KillAsync().ConfigureAwait(false);
        await DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>SIGTERM, and waits for the end.</summary>
    public async Task StopAsync()
    {
        await Process!.StopAsync(StopLimit).ConfigureAwait(false);
        await DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (Process is not null)
            await Process.DisposeAsync().ConfigureAwait(false);
        Process = null;
    }
}
