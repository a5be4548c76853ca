using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ControlPlane.Benchmarks.Infer;

/// <summary>The load generator h2load, as Debian packages it with nghttp2.</summary>
internal static partial class H2Load
{
    // Connections carry several calls at once in HTTP/2, as clients do.
    private const int StreamsPerConnection = 4;

    /// <summary>Whether it is on the path.</summary>
    public static bool IsInstalled => Wrk.IsOnPath("h2load");

    /// <summary>Loads a server for some seconds with one call that is always the same.</summary>
    /// <param name="server">The measured one.</param>
    /// <param name="port">Of gRPC.</param>
    /// <param name="calls">Under way at once.</param>
    /// <param name="seconds">For how long.</param>
    /// <param name="body">File with a framed message.</param>
    /// <exception cref="InvalidOperationException">A call was not answered with success.</exception>
    public static async Task<LoadResult> RunAsync(ServerProcess server, int port, int calls, int seconds, string body)
    {
        var (file, arguments) = Cores.Pin(Cores.Load, "h2load",
        [
            "--clients", $"{calls / StreamsPerConnection}", "--max-concurrent-streams", $"{StreamsPerConnection}", "--duration", $"{seconds}", "--data", body,
            "--header", "content-type: application/grpc", "--header", "te: trailers", $"http://127.0.0.1:{port}/inference.GRPCInferenceService/ModelInfer",
        ]);
        var before = server.ProcessorTime;
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var counts = CountLine().Match(text);
        if (process.ExitCode != 0 || !counts.Success || Number(counts, 2) > 0)
            throw new InvalidOperationException($"h2load did not get an answer to every call:\n{text}");

        var cpu = (server.ProcessorTime - before).TotalMicroseconds / Number(counts, 1);
        // It tells a mean and no quantiles.
        return new LoadResult(Number(RateLine().Match(text), 1), cpu, double.NaN, double.NaN);
    }

    private static double Number(Match match, int group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"([\d.]+) req/s")]
    private static partial Regex RateLine();

    [GeneratedRegex(@"(\d+) succeeded, (\d+) failed")]
    private static partial Regex CountLine();
}
