using System.Diagnostics;

namespace ControlPlane.Web.Hosting.Demo;

/// <summary>One started program whose output goes to a file. Disposing stops it: it is asked first and killed after a time.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly StreamWriter _log;
    private readonly TimeProvider _clock;
    private readonly Task _pumping;

    private ChildProcess(Process process, StreamWriter log, TimeProvider clock)
    {
        _process = process;
        _log = log;
        _clock = clock;
        _pumping = Task.WhenAll(PumpAsync(process.StandardOutput), PumpAsync(process.StandardError));
    }

    /// <summary>The id of the process.</summary>
    public int Id => _process.Id;

    public static ChildProcess Start(DemoProgram program, IEnumerable<string> arguments, string logFile, TimeProvider clock)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(logFile)!);
        var start = new ProcessStartInfo(program.File, program.Prefix.Concat(arguments))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{program.File} did not start.");

        // The child must not wait for what is typed at the terminal.
        process.StandardInput.Close();
        return new ChildProcess(process, new StreamWriter(logFile, append: true) { AutoFlush = true }, clock);
    }

    /// <summary>Completes with the exit code when the program ends.</summary>
    public async Task<int> WaitAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            ProcessSignals.Terminate(_process);
            try
            {
                await _process.WaitForExitAsync().WaitAsync(Patience, _clock);
            }
            catch (TimeoutException)
            {
                _process.Kill(entireProcessTree: true);
                await _process.WaitForExitAsync();
            }
        }

        await _pumping;
        await _log.DisposeAsync();
        _process.Dispose();
    }

    private async Task PumpAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            lock (_log)
                _log.WriteLine(line);
        }
    }
}
