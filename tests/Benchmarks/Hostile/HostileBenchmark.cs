using System.Globalization;
using ControlPlane.AgentHost.Vetting;
using ControlPlane.Benchmarks.Infer;
using ControlPlane.Domain.Models;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Routing;

namespace ControlPlane.Benchmarks.Hostile;

/// <summary>
/// An agent's data port under load, in turn alone and while hostile files are tried one after the other in throw-away processes beside it, as an agent tries them:
/// what the reader of the control plane would have refused, and files that only show when they run.
/// </summary>
internal static class HostileBenchmark
{
    private const int Rounds = 5;
    private const int Seconds = 5;
    private const int WarmUpSeconds = 8;
    private const int Connections = 4;
    private const int Port = 5391;
    private const int Bombs = 2;

    public static async Task<int> RunAsync(TextWriter output)
    {
        if (!Wrk.IsInstalled)
        {
            await output.WriteLineAsync("skipped: the load generator wrk is not installed (apt-get install wrk)");
            return 0;
        }

        using var folder = new TemporaryFolder();
        var scenario = new InferScenario("hostile", MeasuredModels.Fraud(folder.Path), InferForm.Json, 1, [Connections]);
        await using var server = await MeasuredServer.StartAsync(Contender.Plain, scenario.Model, Port);
        var input = await server.AskForInputAsync();
        await server.LoadAsync(scenario, input, Connections, WarmUpSeconds, folder.Path);
        var files = await WriteAsync(folder);

        var (ratios, tried) = (new List<double>(), 0);
        for (var round = 0; round < Rounds; round++)
        {
            var alone = await server.LoadAsync(scenario, input, Connections, Seconds, folder.Path);
            using var stopping = new CancellationTokenSource();
            var throwing = ThrowAsync(files, stopping.Token);
            var beside = await server.LoadAsync(scenario, input, Connections, Seconds, folder.Path);
            await stopping.CancelAsync();
            tried += await throwing;
            ratios.Add(beside.P99Milliseconds / alone.P99Milliseconds);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"alone {alone.RequestsPerSecond:N0}/s, p50 {alone.P50Milliseconds:0.000} ms, p99 {alone.P99Milliseconds:0.00} ms; beside hostile files {beside.RequestsPerSecond:N0}/s, p50 {beside.P50Milliseconds:0.000} ms, p99 {beside.P99Milliseconds:0.00} ms"));
        }

        ratios.Sort();
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{tried} trials of {files.Count} files; the reader takes none of them, or the trial ends them; p99 beside them is {ratios[Rounds / 2]:0.00} times that alone ({ratios[0]:0.00}–{ratios[^1]:0.00})"));
        return 0;
    }

    private static async Task<IReadOnlyList<string>> WriteAsync(TemporaryFolder folder)
    {
        var paths = new List<string>();
        foreach (var (name, file) in HostileFiles.All)
        {
            if (OnnxModelReader.Read(new MemoryStream(file)).IsAccepted)
                throw new InvalidOperationException($"The reader takes {name}.");
        }

        // What only shows when it runs comes twice: it is what reaches agents.
        byte[][] bombs = [HostileFiles.ComputesForEver(), HostileFiles.WantsMemory()];
        foreach (var file in bombs.Concat(HostileFiles.All.Select(f => f.File)).Concat(bombs))
        {
            paths.Add(folder.Combine($"{paths.Count}.onnx"));
            await File.WriteAllBytesAsync(paths[^1], file);
        }

        return paths;
    }

    // One at a time, as an agent does.
    private static async Task<int> ThrowAsync(IReadOnlyList<string> files, CancellationToken stopping)
    {
        var process = new VettingProcess(AgentExecutable.In(AppContext.BaseDirectory), TimeProvider.System);
        for (var tried = 0; ; tried++)
        {
            var path = files[tried % files.Count];
            try
            {
                var limits = VettingLimits.Of(new FileInfo(path).Length) with { ProcessorSeconds = 1, WallSeconds = 5 };
                var report = await process.RunAsync(path, RoutingTableBuilder.APreparedVersion("hostile", 1), limits, stopping);
                if (tried % files.Count < Bombs && report is { IsAccepted: true, Value.Problem: null })
                    throw new InvalidOperationException($"{path} was taken.");
            }
            catch (OperationCanceledException)
            {
                return tried;
            }
        }
    }
}
