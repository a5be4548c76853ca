using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ControlPlane.Benchmarks.Infer;

namespace ControlPlane.Benchmarks.Mirroring;

/// <summary>Does mirroring slow the champion? Its latency at a fifth of the machine's capacity with mirroring off and whole to two challengers, in turn; then overload.</summary>
internal static class MirroringBenchmark
{
    private const int Callers = 16;
    private const int SlicesPerSecond = 2;
    private const int CapacityAttempts = 4;

    public static async Task<int> RunAsync(string[] arguments, TextWriter output)
    {
        var options = MirroringOptions.Parse(arguments);
        var folder = Directory.CreateTempSubdirectory("controlplane-bench-");
        try
        {
            var report = await MeasureAsync(options, options.Model ?? MeasuredModels.Fraud(folder.FullName), output);
            report.Print(output);
            if (options.Json is not null)
                report.Save(options.Json);
            return report.IsMet ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<MirroringReport> MeasureAsync(MirroringOptions options, string model, TextWriter output)
    {
        await using var server = await ServerProcess.StartAsync(core: null, Environment.ProcessPath!, "serve-mirroring", $"{options.Port}", model);
        var address = new Uri($"http://127.0.0.1:{options.Port}");
        var bodies = await BodiesAsync(address);
        using var alone = new PacedLoad(address, $"/v2/models/{MirroringServer.Alone}/infer", bodies);
        using var mirrored = new PacedLoad(address, $"/v2/models/{MirroringServer.Mirrored}/infer", bodies);

        // Server and callers compile at run time; some seconds of load bring both to their steady speed.
        const int warmUpSeconds = 5;
        await mirrored.RunAsync(Callers, 0, warmUpSeconds);
        await alone.RunAsync(Callers, 0, warmUpSeconds);
        mirrored.Take();
        alone.Take();
        // The best of a few, because a busy neighbour makes a machine look smaller than it is.
        var capacity = 0.0;
        for (var attempt = 0; attempt < CapacityAttempts; attempt++)
        {
            await alone.RunAsync(Callers, 0, options.Seconds);
            capacity = Math.Max(capacity, alone.Take().RequestsPerSecond);
        }

        var rate = capacity * options.Load;
        await output.WriteLineAsync($"model {model}, at most {capacity:N0} requests/s, {options.Pairs} pairs of {options.Seconds} s each at {rate:N0}/s");

        var before = await CopiesAsync(server);
        var pairs = new List<MirroringPair>();
        for (var pair = 0; pair < options.Pairs; pair++)
        {
            // Slices in turn, so that a neighbour's bad second hits both sides.
            for (var slice = 0; slice < options.Seconds * SlicesPerSecond; slice++)
            {
                var isOffFirst = (pair + slice) % 2 == 0;
                await (isOffFirst ? alone : mirrored).RunAsync(Callers, rate, 1.0 / SlicesPerSecond);
                await (isOffFirst ? mirrored : alone).RunAsync(Callers, rate, 1.0 / SlicesPerSecond);
            }

            pairs.Add(new MirroringPair(alone.Take(), mirrored.Take()));
            await output.WriteLineAsync($"pair {pair + 1}: p99 {pairs[^1].Off.P99Milliseconds:0.00} ms off, {pairs[^1].On.P99Milliseconds:0.00} ms on, ratio {pairs[^1].Ratio:0.00}");
        }

        var between = await CopiesAsync(server);
        await mirrored.RunAsync(2 * Callers, 0, options.Seconds);
        var overload = mirrored.Take();
        var after = await CopiesAsync(server);
        return new MirroringReport(
            Path.GetFileName(model), Environment.ProcessorCount, capacity, options.Load, pairs, overload, between.Run - before.Run, between.Dropped - before.Dropped, after.Dropped - between.Dropped);
    }

    private static async Task<(long Run, long Dropped)> CopiesAsync(ServerProcess server)
    {
        var counts = (await server.AskAsync("copies")).Split(' ');
        return (long.Parse(counts[0]), long.Parse(counts[1]));
    }

    private static async Task<byte[][]> BodiesAsync(Uri server)
    {
        using var client = new HttpClient { BaseAddress = server };
        var input = (await client.GetFromJsonAsync<JsonElement>($"/v2/models/{MirroringServer.Alone}")).GetProperty("inputs")[0];
        var (name, features, random) = (input.GetProperty("name").GetString(), input.GetProperty("shape")[1].GetInt32(), new Random(1));
        return [.. Enumerable.Range(0, 512).Select(_ =>
        {
            var values = string.Join(',', Enumerable.Range(0, features).Select(_ => ((2 * random.NextDouble()) - 1).ToString("0.0000")));
            return Encoding.UTF8.GetBytes($"{{\"inputs\":[{{\"name\":\"{name}\",\"shape\":[1,{features}],\"datatype\":\"FP32\",\"data\":[{values}]}}]}}");
        })];
    }
}
