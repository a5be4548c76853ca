namespace ControlPlane.TestKit.Processes;

/// <summary>A real S3 server (s3rver) on loopback, with an empty bucket <c>models</c>.</summary>
public sealed class S3Server : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly RunningProgram _program;

    private S3Server(RunningProgram program, int port)
    {
        _program = program;
        Endpoint = $"http://127.0.0.1:{port}";
    }

    /// <summary>Its address.</summary>
    public string Endpoint { get; }

    /// <summary>Process id.</summary>
    public int Id => _program.Id;

    /// <summary>Starts it on a folder; returns when it answers.</summary>
    public static async Task<S3Server> StartAsync(string folder)
    {
        var port = FreePort.Next();
        var server = new S3Server(RunningProgram.StartCommand("node", [Script(), "--address", "127.0.0.1", "--port", $"{port}", "--directory", folder, "--configure-bucket", "models", "--silent"]), port);
        using var http = new HttpClient();
        await Eventually.BeTrueAsync("the S3 server answers", async () =>
        {
            using var answer = await http.GetAsync(new Uri(server.Endpoint)).ConfigureAwait(false);
            return true;
        }, StartLimit).ConfigureAwait(false);
        return server;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _program.DisposeAsync();

    // The build puts npm packages into the repository's folder.
    private static string Script()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (Path.Combine(at.FullName, "node_modules", "s3rver", "bin", "s3rver.js") is var script && File.Exists(script))
                return script;
        }

        throw new FileNotFoundException("s3rver is not installed: npm ci");
    }
}
