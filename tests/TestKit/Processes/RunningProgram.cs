using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace ControlPlane.TestKit.Processes;

/// <summary>A program of the product running as a real process. Killed when disposed; its output is kept for messages.</summary>
public sealed partial class RunningProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly Lock _gate = new();
    private readonly List<(Regex Pattern, TaskCompletionSource<Match> Found)> _awaited = [];

    private RunningProgram(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Process id.</summary>
    public int Id => _process.Id;

    /// <summary>Whether the process is gone.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Everything printed so far.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Starts a .NET program by its assembly.</summary>
    public static RunningProgram Start(string assembly, params IReadOnlyList<string> arguments) =>
        StartCommand("dotnet", [assembly, .. arguments]);

    /// <summary>Starts any command.</summary>
    public static RunningProgram StartCommand(string command, IReadOnlyList<string> arguments, string? folder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return new RunningProgram(start);
    }

    /// <summary>Waits for a line that was or will be printed.</summary>
    public async Task<Match> WaitForLineAsync(string pattern, TimeSpan limit)
    {
        var regex = new Regex(pattern, RegexOptions.CultureInvariant);
        var found = new TaskCompletionSource<Match>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_output.Select(line => regex.Match(line)).FirstOrDefault(m => m.Success) is { } printed)
                return printed;
            _awaited.Add((regex, found));
        }

        var exited = _process.WaitForExitAsync();
        var first = await Task.WhenAny(found.Task, exited).WaitAsync(limit).ConfigureAwait(false);
        return first == found.Task
            ? await found.Task.ConfigureAwait(false)
            : throw new InvalidOperationException($"The program ended with {_process.ExitCode} before it printed '{pattern}':\n{Output}");
    }

    /// <summary>Waits until it ends by itself.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitForExitAsync(TimeSpan limit)
    {
        await _process.WaitForExitAsync().WaitAsync(limit).ConfigureAwait(false);
        return _process.ExitCode;
    }

    /// <summary>SIGKILL: no chance to tidy up.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
            Signal(9);
        await _process.WaitForExitAsync().ConfigureAwait(false);
    }

    /// <summary>SIGTERM, then waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync(TimeSpan limit)
    {
        Signal(15);
        await _process.WaitForExitAsync().WaitAsync(limit).ConfigureAwait(false);
        return _process.ExitCode;
    }

    /// <summary>SIGINT, as Ctrl-C sends it, then waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> InterruptAsync(TimeSpan limit)
    {
        Signal(2);
        await _process.WaitForExitAsync().WaitAsync(limit).ConfigureAwait(false);
        return _process.ExitCode;
    }

    /// <summary>SIGSTOP: the process freezes with everything it holds.</summary>
    public void Freeze() => Signal(19);

    /// <summary>SIGCONT.</summary>
    public void Thaw() => Signal(18);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await KillAsync().ConfigureAwait(false);
        _process.Dispose();
    }

    private void Signal(int number)
    {
        if (Kill(_process.Id, number) != 0 && !_process.HasExited)
            throw new InvalidOperationException($"Signal {number} to {_process.Id} failed with {Marshal.GetLastPInvokeError()}.");
    }

    private void Take(string? line)
    {
        if (line is null)
            return;
        lock (_gate)
        {
            _output.Enqueue(line);
            foreach (var (pattern, found) in _awaited)
            {
                if (pattern.Match(line) is { Success: true } match)
                    found.TrySetResult(match);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
