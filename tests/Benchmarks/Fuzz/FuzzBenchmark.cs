using System.Diagnostics;
using System.Globalization;
using ControlPlane.AgentHost.Tests.Serving.Fuzz;

namespace ControlPlane.Benchmarks.Fuzz;

/// <summary>Spoiled requests over both ports for minutes: none may end the agent, leave memory behind or disturb another caller's answer.</summary>
internal static class FuzzBenchmark
{
    private const int PerRound = 20_000;

    // The first rounds fill pools and caches; what grows afterwards is a leak.
    private const int RoundsBeforeMemoryCounts = 3;
    private const double MostGrowth = 1.25;

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        var (minutes, seed) = Parse(arguments);
        await using var server = await FuzzServer.StartAsync();
        using var run = new FuzzRun(server.Rest, server.Grpc, seed);
        using var stop = new CancellationTokenSource();
        var steady = Enumerable.Range(1, 2).Select(caller => run.CheckSteadilyAsync(caller, stop.Token)).ToArray();
        await output.WriteLineAsync($"fuzz: {minutes} min, seed {seed}");
        await run.SpoilEveryByteAsync();
        var (started, reference, resident) = (Stopwatch.GetTimestamp(), 0L, 0L);
        for (var round = 1; Stopwatch.GetElapsedTime(started).TotalMinutes < minutes && run.Problems.Count == 0; round++)
        {
            await run.SpoilAsync(PerRound, round);
            resident = Resident();
            if (round <= RoundsBeforeMemoryCounts)
                reference = resident;
            await output.WriteLineAsync($"round {round}: {string.Join(", ", run.Answers.OrderBy(a => a.Key).Select(a => $"{a.Key}: {a.Value}"))}; {resident >> 20} MB");
        }

        await stop.CancelAsync();
        await Task.WhenAll(steady);
        foreach (var problem in run.Problems.Take(20))
            await output.WriteLineAsync(problem);
        if (resident > reference * MostGrowth)
            await output.WriteLineAsync($"memory grew from {reference >> 20} MB to {resident >> 20} MB");
        return run.Problems.Count == 0 && resident <= reference * MostGrowth && server.InFlight == 0 ? 0 : 1;
    }

    private static long Resident()
    {
        GC.Collect();
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64;
    }

    private static (double Minutes, int Seed) Parse(IReadOnlyList<string> arguments)
    {
        var options = (Minutes: 3.0, Seed: 1);
        for (var index = 0; index + 1 < arguments.Count; index += 2)
        {
            var value = arguments[index + 1];
            options = arguments[index] switch
            {
                "--minutes" => options with { Minutes = double.Parse(value, CultureInfo.InvariantCulture) },
                "--seed" => options with { Seed = int.Parse(value, CultureInfo.InvariantCulture) },
                var other => throw new ArgumentException($"unknown option {other}", nameof(arguments)),
            };
        }

        return options;
    }
}
