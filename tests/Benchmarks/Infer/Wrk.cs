using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ControlPlane.Benchmarks.Infer;

/// <summary>The load generator wrk, as Debian packages it.</summary>
internal static partial class Wrk
{
    /// <summary>Whether it is on the path.</summary>
    public static bool IsInstalled => IsOnPath("wrk");

    /// <summary>Whether a program is on the path.</summary>
    public static bool IsOnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>Loads a server for some seconds.</summary>
    /// <exception cref="InvalidOperationException">A request was not answered with success.</exception>
    public static async Task<LoadResult> RunAsync(ServerProcess server, int port, int connections, int seconds, string script, params string[] values)
    {
        var (file, arguments) = Cores.Pin(Cores.Load, "wrk",
        [
            "--threads", "1", "--connections", $"{connections}", "--duration", $"{seconds}s", "--latency", "--timeout", "10s",
            "--script", Path.Combine(AppContext.BaseDirectory, "Infer", script),
            $"http://127.0.0.1:{port}", "--", .. values,
        ]);
        var before = server.ProcessorTime;
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (text.Contains("Non-2xx", StringComparison.Ordinal) || text.Contains("Socket errors", StringComparison.Ordinal) || process.ExitCode != 0)
            throw new InvalidOperationException($"wrk did not get an answer to every request:\n{text}");

        var cpu = (server.ProcessorTime - before).TotalMicroseconds / Number(CountLine().Match(text));
        return new LoadResult(
            Number(RateLine().Match(text)), cpu, Milliseconds(MedianLine().Match(text)), Milliseconds(TailLine().Match(text)));
    }

    private static double Number(Match match) => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);

    private static double Milliseconds(Match match) => Number(match) * match.Groups[2].Value switch
    {
        "us" => 0.001,
        "ms" => 1,
        "s" => 1_000,
        var unit => throw new FormatException($"wrk printed the unit '{unit}'."),
    };

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex RateLine();

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex CountLine();

    [GeneratedRegex(@"\b50%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex MedianLine();

    [GeneratedRegex(@"\b99%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex TailLine();
}
