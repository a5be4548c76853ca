using System.Text.Json;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.Benchmarks.Rollback;

/// <summary>
/// How long a broken version can do harm: a canary of 10 % that fails every one of its requests, at some 300 requests a second over the agents,
/// taken back by the guards alone; and how long a person's click takes until the last agent's acknowledgement.
/// </summary>
internal static class RollbackBenchmark
{
    private const string Endpoint = "broken";
    private const string Body = """{"inputs":[{"name":"x","shape":[1,4],"datatype":"FP32","data":[-1,0,0,0]}]}""";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static async Task<int> RunAsync(string[] arguments, TextWriter output)
    {
        var options = RollbackOptions.Parse(arguments);
        await output.WriteLineAsync($"{options.Rounds} broken canaries and {options.Clicks} clicks, {options.Agents} agents");
        await using var installation = await Installation.StartAsync(options.Agents);
        var api = installation.Api;
        await api.RegisterAsync(Endpoint, OnnxModels.AddConstant(1));
        await api.RegisterAsync(Endpoint, OnnxModels.FailsOnNegative());
        await api.RegisterAsync(Endpoint, OnnxModels.AddConstant(3));
        await api.PutEndpointAsync(Endpoint, Endpoint, 1);
        await installation.WaitUntilConvergedAsync();

        var harms = new List<MeasuredHarm>();
        for (var round = 0; round < options.Rounds; round++)
            harms.Add(await HarmAsync(installation));
        var (clicks, failed) = await ClickAsync(installation, options.Clicks);

        Print(output, harms, clicks, failed);
        if (options.Json is not null)
            await File.WriteAllTextAsync(options.Json, JsonSerializer.Serialize(new { harms, clickMilliseconds = clicks, failed }));
        return failed == 0 ? 0 : 1;
    }

    private static async Task<MeasuredHarm> HarmAsync(Installation installation)
    {
        await using var load = Load(installation);
        var started = await installation.Api.StartRolloutAsync(Endpoint, new { strategy = "canary", versions = new[] { 2 }, steps = new[] { 1000 }, hold = "60s" });
        var id = started.GetProperty("id").GetString()!;
        var ended = await installation.Api.WaitForPhaseAsync(id, Limit, "rolled-back");
        var answers = (await load.StopAsync()).OrderBy(a => a.At).ToList();

        var first = answers.FindIndex(a => a.Status != 200);
        var last = answers.FindLastIndex(a => a.Status != 200);
        var timings = ended.GetProperty("timings");
        DateTimeOffset Time(string name) => timings.GetProperty(name).GetDateTimeOffset();
        return new MeasuredHarm(
            TimeProvider.System.GetElapsedTime(answers[first].At, answers[last].At).TotalSeconds,
            (Time("detectedAt") - Time("harmedAt")).TotalSeconds,
            (Time("acknowledgedAt") - Time("detectedAt")).TotalSeconds,
            last - first + 1,
            answers.Count(a => a.Status != 200));
    }

    private static async Task<(IReadOnlyList<double> Milliseconds, int Failed)> ClickAsync(Installation installation, int clicks)
    {
        await using var load = Load(installation);
        var milliseconds = new List<double>();
        for (var click = 0; click < clicks; click++)
        {
            await installation.Api.PutSplitAndWaitAsync(Endpoint, (1, 9_000), (3, 1_000));
            var answer = await installation.Api.RollBackAsync(Endpoint);
            milliseconds.Add(answer.GetProperty("acknowledgement").GetProperty("elapsedMilliseconds").GetDouble());
        }

        return (milliseconds, (await load.StopAsync()).Count(a => a.Status != 200));
    }

    private static SteadyLoad Load(Installation installation) =>
        SteadyLoad.Start([.. installation.Agents.Select(a => a.Rest)], Endpoint, Body, callers: 6, TimeSpan.FromMilliseconds(18));

    private static void Print(TextWriter output, IReadOnlyList<MeasuredHarm> harms, IReadOnlyList<double> clicks, int failed)
    {
        output.WriteLine("broken canary           median   longest");
        output.WriteLine($"  first to last failure {Median(harms, h => h.SeenSeconds),6:0.00} s {harms.Max(h => h.SeenSeconds),8:0.00} s");
        output.WriteLine($"  harm to trip          {Median(harms, h => h.DetectedSeconds),6:0.00} s {harms.Max(h => h.DetectedSeconds),8:0.00} s");
        output.WriteLine($"  trip to last agent    {Median(harms, h => h.BackSeconds),6:0.00} s {harms.Max(h => h.BackSeconds),8:0.00} s");
        output.WriteLine($"  failed of requests    {harms.Sum(h => h.Failed)} of {harms.Sum(h => h.Requests)}");
        var sorted = clicks.Order().ToList();
        output.WriteLine($"click to last acknowledgement: p50 {Quantile(sorted, 0.5):0} ms, p99 {Quantile(sorted, 0.99):0} ms, longest {sorted[^1]:0} ms; {failed} failed requests");
    }

    private static double Median(IEnumerable<MeasuredHarm> harms, Func<MeasuredHarm, double> value) => Quantile([.. harms.Select(value).Order()], 0.5);

    private static double Quantile(List<double> sorted, double share) => sorted[(int)Math.Round(share * (sorted.Count - 1))];
}
