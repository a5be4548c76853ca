using System.Text.Json;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.Benchmarks.Scenes;

/// <summary>Starts the demo in an empty folder, as a visitor does, and waits until every scene has shown what it is for.</summary>
internal static class ScenesBenchmark
{
    private static readonly TimeSpan Start = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(string[] arguments, TextWriter output)
    {
        var options = ScenesOptions.Parse(arguments);
        using var folder = new TemporaryFolder();
        var port = FreePort.Block(100);
        await using var demo = RunningProgram.Start(ProductFiles.Web, "demo", "--data", folder.Path, "--port", $"{port}");
        await demo.WaitForLineAsync("Ctrl-C stops everything", Start);
        await output.WriteLineAsync($"the demo is ready; at most {options.Limit.TotalMinutes:0} minutes until every scene has shown what it is for");

        using var api = new ApiClient(new Uri($"http://127.0.0.1:{port}/"));
        var outcomes = await WatchAsync(new SceneReadings(api), options.Limit, output);
        await demo.InterruptAsync(Start);
        if (options.Json is not null)
            await File.WriteAllTextAsync(options.Json, JsonSerializer.Serialize(outcomes));
        return outcomes.All(o => o.IsShown) ? 0 : 1;
    }

    private static async Task<IReadOnlyList<SceneOutcome>> WatchAsync(SceneReadings readings, TimeSpan limit, TextWriter output)
    {
        var clock = TimeProvider.System;
        var begin = clock.GetTimestamp();
        var outcomes = new SceneOutcome[readings.All.Count];
        do
        {
            await Task.Delay(Pause, clock);
            for (var scene = 0; scene < outcomes.Length; scene++)
            {
                if (outcomes[scene] is { IsShown: true })
                    continue;
                outcomes[scene] = await readings.All[scene]();
                if (outcomes[scene].IsShown)
                    await PrintAsync(output, outcomes[scene] = outcomes[scene] with { Seconds = clock.GetElapsedTime(begin).TotalSeconds });
            }
        }
        while (outcomes.Any(o => !o.IsShown) && clock.GetElapsedTime(begin) < limit);

        foreach (var missing in outcomes.Where(o => !o.IsShown))
            await PrintAsync(output, missing);
        return outcomes;
    }

    private static Task PrintAsync(TextWriter output, SceneOutcome outcome) =>
        output.WriteLineAsync($"{(outcome.Seconds is { } seconds ? $"{TimeSpan.FromSeconds(seconds):m\\:ss}" : "never")}  {outcome.Scene}\n       {outcome.Figures}");
}
