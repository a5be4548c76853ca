using System.Globalization;
using System.Text;
using ControlPlane.Benchmarks.Infer;
using ControlPlane.Benchmarks.Mirroring;

namespace ControlPlane.Benchmarks.Swap;

/// <summary>Versions swapped under load: does a request fail, does the tail grow around a swap, does memory come back?</summary>
internal static class SwapBenchmark
{
    private const int Callers = 16;
    private const int Features = 1_024;

    public static async Task<int> RunAsync(string[] arguments, TextWriter output)
    {
        var options = SwapOptions.Parse(arguments);
        var folder = Directory.CreateTempSubdirectory("controlplane-bench-");
        try
        {
            // 4 MB of weights, so that memory that did not come back would be seen: 300 times as much is over a gigabyte.
            var report = await MeasureAsync(options, MeasuredModels.Wide(folder.FullName), output);
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

    private static async Task<SwapReport> MeasureAsync(SwapOptions options, string model, TextWriter output)
    {
        await using var server = await ServerProcess.StartAsync(core: null, Environment.ProcessPath!, "serve-swap", $"{options.Port}", model);
        var address = new Uri($"http://127.0.0.1:{options.Port}");
        byte[][] bodies = [Body()];
        using var calm = new PacedLoad(address, $"/v2/models/{SwapServer.Endpoint}/infer", bodies);
        using var swapping = new PacedLoad(address, $"/v2/models/{SwapServer.Endpoint}/infer", bodies);
        await swapping.RunAsync(Callers, 0, 3);
        await calm.RunAsync(Callers, 0, 3);
        swapping.Take();
        calm.Take();
        await calm.RunAsync(Callers, 0, 3);
        var rate = calm.Take().RequestsPerSecond * options.Load;
        await output.WriteLineAsync($"{options.Swaps} swaps, one every {options.Every} s, {Callers} callers with {rate:N0} requests/s");

        var resident = new List<double>();
        for (var swap = 0; swap < options.Swaps; swap++)
        {
            await calm.RunAsync(Callers, rate, options.Every - 1);
            var swapped = server.AskAsync("swap");
            await swapping.RunAsync(Callers, rate, 1);
            resident.Add(double.Parse(await swapped, CultureInfo.InvariantCulture) / (1 << 20));
        }

        return new SwapReport(calm.Take(), swapping.Take(), resident);
    }

    private static byte[] Body()
    {
        var random = new Random(1);
        var values = string.Join(',', Enumerable.Range(0, Features).Select(_ => random.NextDouble().ToString("0.000", CultureInfo.InvariantCulture)));
        return Encoding.UTF8.GetBytes($$"""{"inputs":[{"name":"features","shape":[1,{{Features}}],"datatype":"FP32","data":[{{values}}]}]}""");
    }
}
