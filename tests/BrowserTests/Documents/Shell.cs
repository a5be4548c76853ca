using ControlPlane.TestKit;
using ControlPlane.TestKit.Documents;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.BrowserTests.Documents;

/// <summary>A shell in which the commands of a page run one after the other, as in a terminal. What they start ends with it.</summary>
internal sealed class Shell : IAsyncDisposable
{
    // Commands of the page share variables, jobs and the folder they are in. Between two of them the shell waits to be told.
    private const string Driver = """
        set -euo pipefail
        exec 2>&1
        export NO_COLOR=1
        __n=0
        while :; do
          __n=$((__n + 1))
          until [ -e "$0.$__n" ]; do sleep 0.05; done
          echo "begin $__n"
          . "$0.$__n"
          printf '\nend %s\n' "$__n"
        done
        """;

    private readonly TemporaryFolder _folder;
    private readonly RunningProgram _bash;
    private int _count;

    private Shell(TemporaryFolder folder)
    {
        _folder = folder;
        File.WriteAllText(folder.Combine("step"), Driver);

        // In a session of its own, so that it can be ended with everything it started.
        _bash = RunningProgram.StartCommand("setsid", ["bash", folder.Combine("step")], Repository.Folder);
    }

    /// <summary>Starts in the root of the repository.</summary>
    public static Shell Start() => new(new TemporaryFolder());

    /// <summary>Runs commands to their end.</summary>
    /// <returns>Everything they printed.</returns>
    /// <exception cref="InvalidOperationException">One of them failed; the message says what was printed.</exception>
    public async Task<string> RunAsync(string commands, TimeSpan limit)
    {
        _count++;
        await File.WriteAllTextAsync(_folder.Combine("next"), commands);
        File.Move(_folder.Combine("next"), _folder.Combine($"step.{_count}"));
        try
        {
            await _bash.WaitForLineAsync($"^end {_count}$", limit);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Not within {limit.TotalSeconds:0} s:\n{commands}\nSo far it printed\n{_bash.Output}");
        }

        var lines = _bash.Output.Split('\n');
        return string.Join('\n', lines.SkipWhile(l => l != $"begin {_count}").Skip(1).TakeWhile(l => l != $"end {_count}"));
    }

    public async ValueTask DisposeAsync()
    {
        await using (var kill = RunningProgram.StartCommand("kill", ["-KILL", "--", $"-{_bash.Id}"]))
            await kill.WaitForExitAsync(TimeSpan.FromSeconds(10));
        await _bash.DisposeAsync();
        _folder.Dispose();
    }
}
