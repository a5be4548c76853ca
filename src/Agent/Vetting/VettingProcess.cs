using System.Diagnostics;
using System.Text.Json;
using ControlPlane.AgentHost.Hosting;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Vetting;

/// <summary>Starts the process that tries a model and tells how it ended, also when it did not end by itself. Stateless.</summary>
internal sealed class VettingProcess(AgentExecutable program, TimeProvider time)
{
    // Above what Linux's shells report for a signal: its number.
    private const int BySignal = 128;
    private const int Killed = 9, Alarm = 14, ProcessorTime = 24;
    private const int LongestOutput = 64 * 1024;

    // The alarm inside comes first; this is for a host on which there is none.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Tries a file.</summary>
    /// <returns>The report, its problem told in words. Refusals, none of which say anything about the file: <c>insufficient_memory</c> when the host ended the process, <c>internal</c> when it took too long or did not start.</returns>
    public async Task<Outcome<VettingReport>> RunAsync(string path, PreparedVersion version, VettingLimits limits, CancellationToken cancellationToken, string? golden = null)
    {
        using var process = Process.Start(ForeignProgram.StartOf(program, VettingChild.Arguments(path, version, limits, golden)));
        if (process is null)
            return new Refusal(RefusalCodes.Internal, $"The process that tries {version.Model} version {version.Version} did not start.");

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var late = time.CreateTimer(_ => ended.Cancel(), null, TimeSpan.FromSeconds(limits.WallSeconds) + Grace, Timeout.InfiniteTimeSpan);
        try
        {
            process.StandardInput.Close();
            var errors = process.StandardError.BaseStream.CopyToAsync(Stream.Null, ended.Token);
            var output = await ReadAsync(process.StandardOutput, ended.Token);
            await errors;
            await process.WaitForExitAsync(ended.Token);
            return Judge(process.ExitCode, output, version, limits);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return TooLong(version, limits);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    /// <summary>What an end says.</summary>
    internal static Outcome<VettingReport> Judge(int exitCode, string output, PreparedVersion version, VettingLimits limits)
    {
        var model = $"{version.Model} version {version.Version}";
        var said = output.Split('\n').LastOrDefault(l => l.StartsWith(VettingChild.Mark, StringComparison.Ordinal));
        if (exitCode == 0 && said is not null)
            return JsonSerializer.Deserialize(said[VettingChild.Mark.Length..], AgentJsonContext.Default.VettingReport)!;

        return (exitCode - BySignal) switch
        {
            Killed => new Refusal(RefusalCodes.InsufficientMemory, $"The process that tried {model} was ended by the host, as it does when memory runs out."),
            Alarm => TooLong(version, limits),
            ProcessorTime => new VettingReport($"Trying {model} took more than {limits.ProcessorSeconds} s of processor time.", ""),
            > 0 and var signal => new VettingReport($"Trying {model} crashed the runtime (signal {signal}); it would have taken the agent with it.", ""),
            _ => new VettingReport($"The process that tried {model} ended with {exitCode} and no verdict.", ""),
        };
    }

    private static Refusal TooLong(PreparedVersion version, VettingLimits limits) =>
        new(RefusalCodes.Internal, $"Trying {version.Model} version {version.Version} took more than {limits.WallSeconds} s.");

    private static async Task<string> ReadAsync(StreamReader output, CancellationToken cancellationToken)
    {
        var buffer = new char[LongestOutput];
        var length = await output.ReadBlockAsync(buffer, cancellationToken);

        // What else it prints is nobody's; the pipe must not stop it.
        var rest = new char[4_096];
        while (await output.ReadAsync(rest, cancellationToken) > 0)
        {
        }

        return new string(buffer, 0, length);
    }
}
