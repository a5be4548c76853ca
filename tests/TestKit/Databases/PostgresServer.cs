using System.Diagnostics;
using System.Runtime.InteropServices;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.TestKit.Databases;

/// <summary>
/// A real PostgreSQL server of Debian on a loopback port, with a folder of its own that is gone afterwards. It refuses to run as root, so root starts it as the user
/// postgres. It ends with the process that started it, however that ends.
/// </summary>
public sealed partial class PostgresServer : IAsyncDisposable
{
    private const string User = "postgres";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    // A shell keeps watch: when its input ends, so does the server.
    private const string Watch = """
        "$@" & server=$!
        read -r how
        kill -"${how:-QUIT}" $server
        wait $server
        [ -n "$how" ] || rm -rf "$folder"
        """;

    private readonly string _folder;
    private Process? _process;

    private PostgresServer(string folder) => _folder = folder;

    /// <summary>Why there can be no server here; null when there can.</summary>
    public static string? SkipReason { get; } = Programs is null ? "PostgreSQL is not installed (Debian package postgresql)." : null;

    /// <summary>Where it listens.</summary>
    public int Port { get; } = FreePort.Next();

    private static string? Programs => Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(v => Path.Combine(v, "bin")).FirstOrDefault(b => File.Exists(Path.Combine(b, "initdb")))
        : null;

    private static bool IsRoot => UserId() == 0;

    /// <summary>Makes an empty server and starts it.</summary>
    public static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer(Path.Combine(Path.GetTempPath(), $"control-plane-postgres-{Environment.ProcessId}-{Stopwatch.GetTimestamp()}"));
        string[] make = IsRoot ? ["install", "-d", "-m", "700", "-o", User, server._folder] : ["install", "-d", "-m", "700", server._folder];
        await RunAsync(make).ConfigureAwait(false);

        // Another order of text than bytes, so that a query which relies on the database's order is found.
        await RunAsync([.. As(User), Path.Combine(Programs!, "initdb"), "-D", server._folder, "-U", User, "-A", "trust", "-E", "UTF8", "--no-sync", "--locale-provider=icu", "--icu-locale=en-US", "--locale=C.UTF-8"]).ConfigureAwait(false);
        await server.ResumeAsync().ConfigureAwait(false);
        return server;
    }

    /// <summary>Where a database of it is, as the product is told.</summary>
    public string AddressOf(string database) => $"postgres://{User}@127.0.0.1:{Port}/{database}";

    /// <summary>Makes an empty database.</summary>
    public Task CreateAsync(string database) => RunAsync([Path.Combine(Programs!, "createdb"), "-h", "127.0.0.1", "-p", $"{Port}", "-U", User, database]);

    /// <summary>Ends every connection and stops, as an administrator's restart does.</summary>
    public async Task PauseAsync()
    {
        await _process!.StandardInput.WriteLineAsync("INT").ConfigureAwait(false);
        await _process.WaitForExitAsync().ConfigureAwait(false);
        _process.Dispose();
        _process = null;
    }

    /// <summary>Starts it again on what it has.</summary>
    public async Task ResumeAsync()
    {
        string[] command =
        [
            .. As(User), Path.Combine(Programs!, "postgres"), "-D", _folder, "-p", $"{Port}", "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={_folder}",
            "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off", "-c", "max_connections=300", "-c", "autovacuum=off", "-c", "logging_collector=off",
        ];
        var start = new ProcessStartInfo("sh", ["-c", Watch, "sh", .. command]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["folder"] = _folder;
        _process = Process.Start(start)!;

        // What it says is of no interest, and must not fill the pipe.
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Eventually.BeTrueAsync("PostgreSQL takes connections", () => IsReadyAsync(), StartLimit).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_process is null)
            return;
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().ConfigureAwait(false);
        _process.Dispose();
        _process = null;
    }

    private static string[] As(string user) => IsRoot ? ["setpriv", $"--reuid={user}", $"--regid={user}", "--init-groups"] : ["env"];

    private async Task<bool> IsReadyAsync()
    {
        using var asked = Process.Start(new ProcessStartInfo(Path.Combine(Programs!, "pg_isready"), ["-q", "-h", "127.0.0.1", "-p", $"{Port}"]))!;
        await asked.WaitForExitAsync().ConfigureAwait(false);
        return asked.ExitCode == 0;
    }

    private static async Task RunAsync(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = Path.GetTempPath() };
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync();
        var problems = await process.StandardError.ReadToEndAsync().ConfigureAwait(false);
        _ = await said.ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}: {problems}");
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint UserId();
}
