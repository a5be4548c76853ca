using System.Text.Json;
using ControlPlane.Demo.Models;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.Benchmarks.Rollback;

/// <summary>
/// How long the demo's broken version 4 can do harm in a canary of 10 %: taken back by the guards, with the control plane at work and with the
/// control plane killed at the first failure; and how long a person's click takes until the last agent's acknowledgement.
/// </summary>
internal static class RollbackBenchmark
{
    private const string Endpoint = PetsModels.Name;
    private const string Broken = "4";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static async Task<int> RunAsync(string[] arguments, TextWriter output)
    {
        var options = RollbackOptions.Parse(arguments);
        await output.WriteLineAsync($"pets v4 in a canary of 10 %, {options.Rate:0} requests/s over {options.Agents} agents");
        await using var installation = await Installation.StartAsync(options.Agents);
        await SeedAsync(installation.Api);
        await installation.WaitUntilConvergedAsync();

        var guided = new List<MeasuredHarm>();
        for (var round = 0; round < options.Rounds; round++)
            guided.Add(await HarmAsync(installation, options.Rate, isAlone: false));
        var alone = new List<MeasuredHarm>();
        for (var round = 0; round < options.Alone; round++)
            alone.Add(await HarmAsync(installation, options.Rate, isAlone: true));
        var (clicks, failed) = await ClickAsync(installation, options);

        var report = new RollbackReport(guided, alone, clicks, failed);
        report.Print(output);
        if (options.Json is not null)
            await report.SaveAsync(options.Json);
        return failed == 0 ? 0 : 1;
    }

    private static async Task SeedAsync(ApiClient api)
    {
        foreach (var model in ModelSet.Train(ModelSet.UsualSeed).Models.Where(m => m.Name == PetsModels.Name))
            await api.RegisterAsync(Endpoint, model.ToOnnx());
        await api.PutEndpointAsync(Endpoint, Endpoint, 1);
    }

    private static async Task<MeasuredHarm> HarmAsync(Installation installation, double rate, bool isAlone)
    {
        await using var callers = DemoCallers.Start([.. installation.Agents.Select(a => a.Rest)], Endpoint, rate);
        var started = await installation.Api.StartRolloutAsync(Endpoint, new { strategy = "canary", versions = new[] { 4 }, steps = new[] { 1000 }, hold = "60s" });
        var id = started.GetProperty("id").GetString()!;
        if (isAlone)
        {
            await callers.Failed.WaitAsync(Limit);
            await installation.KillControlPlaneAsync();
            await Eventually.BeTrueAsync("no agent answers by version 4 any more", () => Task.FromResult(IsQuiet(callers)), Limit);
            await installation.StartControlPlaneAsync();
        }

        var ended = await installation.Api.WaitForPhaseAsync(id, Limit, "rolled-back");
        return Measure(await callers.StopAsync(), ended.GetProperty("timings"));
    }

    private static bool IsQuiet(DemoCallers callers) =>
        callers.Answers.LastOrDefault(IsByBroken) is { } last && TimeProvider.System.GetElapsedTime(last.At) > TimeSpan.FromSeconds(3);

    private static MeasuredHarm Measure(IReadOnlyList<InferenceAnswer> answers, JsonElement timings)
    {
        var broken = answers.Where(IsByBroken).ToList();
        var first = broken.First(a => a.Status != 200);
        var meanwhile = answers.Where(a => a.At >= broken[0].At && a.At <= broken[^1].At).ToList();
        DateTimeOffset Time(string name) => timings.GetProperty(name).GetDateTimeOffset();
        return new MeasuredHarm(
            TimeProvider.System.GetElapsedTime(first.At, broken[^1].At).TotalSeconds,
            (Time("acknowledgedAt") - Time("harmedAt")).TotalSeconds,
            (Time("detectedAt") - Time("harmedAt")).TotalSeconds,
            answers.Count / TimeProvider.System.GetElapsedTime(answers[0].At, answers[^1].At).TotalSeconds,
            meanwhile.Count,
            broken.Count,
            answers.Count(a => a.Status != 200));
    }

    // An error names no version; before the canary and after it none comes.
    private static bool IsByBroken(InferenceAnswer answer) => answer.Version == Broken || answer.Status != 200;

    private static async Task<(IReadOnlyList<double> Milliseconds, int Failed)> ClickAsync(Installation installation, RollbackOptions options)
    {
        await using var callers = DemoCallers.Start([.. installation.Agents.Select(a => a.Rest)], Endpoint, options.Rate);
        var milliseconds = new List<double>();
        for (var click = 0; click < options.Clicks; click++)
        {
            await installation.Api.PutSplitAndWaitAsync(Endpoint, (1, 9_000), (2, 1_000));
            var answer = await installation.Api.RollBackAsync(Endpoint);
            milliseconds.Add(answer.GetProperty("acknowledgement").GetProperty("elapsedMilliseconds").GetDouble());
        }

        return (milliseconds, (await callers.StopAsync()).Count(a => a.Status != 200));
    }
}
