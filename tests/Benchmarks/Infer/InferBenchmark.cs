using System.Net.Http.Json;
using System.Text.Json;

namespace ControlPlane.Benchmarks.Infer;

/// <summary>Requests per second of the agent's JSON port against Fastify with onnxruntime-node: same model, same requests, rounds in turn.</summary>
internal static class InferBenchmark
{
    private const string InferPath = "/v2/models/fraud/infer";

    public static async Task<int> RunAsync(string[] arguments, TextWriter output)
    {
        if (!Wrk.IsInstalled)
        {
            await output.WriteLineAsync("skipped: the load generator wrk is not installed (apt-get install wrk)");
            return 0;
        }

        var options = InferOptions.Parse(arguments);
        var folder = Directory.CreateTempSubdirectory("controlplane-bench-");
        try
        {
            var report = await MeasureAsync(options, FraudModel.Find(options.Model, folder.FullName), output);
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

    private static async Task<InferReport> MeasureAsync(InferOptions options, string model, TextWriter output)
    {
        var (agentPort, fastifyPort) = (options.FirstPort, options.FirstPort + 1);
        await using var agent = await ServerProcess.StartAsync(Environment.ProcessPath!, "serve", $"{agentPort}", model);
        await using var fastify = await ServerProcess.StartAsync("node", FastifyScript(), $"{fastifyPort}", model);
        var (input, features) = await AskForInputAsync(agentPort);
        await output.WriteLineAsync($"model {model}, {options.Connections} connections, {options.Rounds} rounds of {options.Seconds} s each, after warm-up");

        // Both compile at run time; 10 s of load bring either to its steady speed.
        const int warmUpSeconds = 10;
        await LoadAgentAsync(warmUpSeconds);
        await LoadFastifyAsync(warmUpSeconds);

        var rounds = new List<InferRound>();
        for (var round = 0; round < options.Rounds; round++)
        {
            var isAgentFirst = round % 2 == 0;
            var first = isAgentFirst ? await LoadAgentAsync(options.Seconds) : await LoadFastifyAsync(options.Seconds);
            var second = isAgentFirst ? await LoadFastifyAsync(options.Seconds) : await LoadAgentAsync(options.Seconds);
            rounds.Add(isAgentFirst ? new InferRound(first, second) : new InferRound(second, first));
            var (mine, theirs) = (rounds[^1].Agent, rounds[^1].Fastify);
            await output.WriteLineAsync(
                $"round {round + 1}: agent {mine.RequestsPerSecond:N0}/s {mine.CpuMicroseconds:0.0} µs cpu p99 {mine.P99Milliseconds:0.00} ms, "
                + $"fastify {theirs.RequestsPerSecond:N0}/s {theirs.CpuMicroseconds:0.0} µs cpu p99 {theirs.P99Milliseconds:0.00} ms, ratio {rounds[^1].Ratio:0.00}");
        }

        return new InferReport(Path.GetFileName(model), Environment.ProcessorCount, options.Connections, options.Seconds, rounds);

        Task<LoadResult> LoadAgentAsync(int seconds) => Wrk.RunAsync(agent, agentPort, options.Connections, seconds, InferPath, input, features);

        Task<LoadResult> LoadFastifyAsync(int seconds) => Wrk.RunAsync(fastify, fastifyPort, options.Connections, seconds, InferPath, input, features);
    }

    private static async Task<(string Input, int Features)> AskForInputAsync(int port)
    {
        using var client = new HttpClient();
        var metadata = await client.GetFromJsonAsync<JsonElement>($"http://127.0.0.1:{port}/v2/models/fraud");
        var input = metadata.GetProperty("inputs")[0];
        return (input.GetProperty("name").GetString()!, input.GetProperty("shape")[1].GetInt32());
    }

    // Beside the sources, because Node.js looks for packages upwards from the script.
    private static string FastifyScript()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var script = Path.Combine(folder.FullName, "tests", "Benchmarks", "peers", "fastify-server.mjs");
            if (File.Exists(script))
                return script;
        }

        throw new FileNotFoundException("tests/Benchmarks/peers/fastify-server.mjs is not above the program.");
    }
}
