using System.Diagnostics;

namespace ControlPlane.Benchmarks.Infer;

/// <summary>A measured server as a child process; ends with its owner.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process) => _process = process;

    /// <summary>Processor time it has used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts it and waits until it says that it is ready.</summary>
    /// <param name="core">The processor it may use; null for any.</param>
    /// <param name="file">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<ServerProcess> StartAsync(string? core, string file, params string[] arguments)
    {
        var (program, all) = Cores.Pin(core, file, arguments);
        var start = new ProcessStartInfo(program, all) { RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false };
        var server = new ServerProcess(Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start."));
        while (await server._process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == "ready")
                return server;
        }

        throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} ended with {server._process.ExitCode} before it was ready.");
    }

    /// <summary>Writes a line to its input and gives the line it answers.</summary>
    public async Task<string> AskAsync(string question)
    {
        await _process.StandardInput.WriteLineAsync(question);
        await _process.StandardInput.FlushAsync();
        return await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server has ended.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
