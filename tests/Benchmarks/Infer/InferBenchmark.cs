using System.Globalization;

namespace ControlPlane.Benchmarks.Infer;

/// <summary>
/// The agent with all its features against the bare floor and against Fastify with onnxruntime-node: same models, same requests, rounds in turn,
/// servers on one core and the load generator on another.
/// </summary>
internal static class InferBenchmark
{
    // All compile at run time; some seconds of load bring each to its steady speed.
    private const int WarmUpSeconds = 12;

    public static async Task<int> RunAsync(string[] arguments, TextWriter output)
    {
        if (!Wrk.IsInstalled || !H2Load.IsInstalled)
        {
            await output.WriteLineAsync("skipped: the load generators wrk and h2load are not installed (apt-get install wrk nghttp2-client)");
            return 0;
        }

        var options = InferOptions.Parse(arguments);
        var folder = Directory.CreateTempSubdirectory("controlplane-bench-");
        try
        {
            var (bare, rounds) = (new SortedDictionary<string, double>(StringComparer.Ordinal), new List<InferRound>());
            foreach (var scenario in InferScenario.All(folder.FullName).Where(s => options.Only is null || s.Name.StartsWith(options.Only, StringComparison.Ordinal)))
            {
                var name = Path.GetFileName(scenario.Model);
                if (!bare.ContainsKey(name))
                    bare[name] = await MeasureBareAsync(scenario.Model, output);
                await MeasureAsync(scenario, options, folder.FullName, rounds, output);
            }

            var report = new InferReport(bare, rounds);
            report.Print(output);
            if (options.Json is not null)
                report.Save(options.Json);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<double> MeasureBareAsync(string model, TextWriter output)
    {
        var (microseconds, bytes) = await BareRun.MeasureAsync(model);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(model)}: a bare run takes {microseconds:0.0} µs and allocates {bytes:0.##} bytes"));
        return microseconds;
    }

    private static async Task MeasureAsync(InferScenario scenario, InferOptions options, string folder, List<InferRound> rounds, TextWriter output)
    {
        var servers = new Dictionary<Contender, MeasuredServer>();
        try
        {
            foreach (var (place, contender) in scenario.Contenders.Index())
                servers[contender] = await MeasuredServer.StartAsync(contender, scenario.Model, options.FirstPort + (2 * place));
            var input = await servers[Contender.Agent].AskForInputAsync();
            foreach (var server in servers.Values)
                await server.LoadAsync(scenario, input, scenario.Connections[^1], WarmUpSeconds, folder);

            foreach (var connections in scenario.Connections)
            {
                for (var round = 0; round < options.Rounds; round++)
                    rounds.Add(await MeasureRoundAsync(connections, round));
            }

            await output.WriteLineAsync($"{scenario.Name}: the agent since its start: {await servers[Contender.Agent].AskAsync()}");
            async Task<InferRound> MeasureRoundAsync(int connections, int round)
            {
                // Who begins changes, so that nobody always comes after the same one.
                var results = new Dictionary<Contender, LoadResult>();
                foreach (var turn in Enumerable.Range(0, servers.Count))
                {
                    var contender = scenario.Contenders[(turn + round) % servers.Count];
                    results[contender] = await servers[contender].LoadAsync(scenario, input, connections, options.Seconds, folder);
                }

                await output.WriteLineAsync($"{scenario.Name}, {connections} connections: {string.Join(", ", results.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Key} {r.Value.RequestsPerSecond:N0}/s {r.Value.CpuMicroseconds:0.0} µs")))}");
                return new InferRound(scenario.Name, connections, results);
            }
        }
        finally
        {
            foreach (var server in servers.Values)
                await server.DisposeAsync();
        }
    }
}
