using System.Diagnostics;
using ControlPlane.AgentHost.Inference;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.Benchmarks.Infer;

/// <summary>The model alone: prepared runs of one lane on one thread, nothing around them.</summary>
internal static class BareRun
{
    private const int Rounds = 9;

    /// <summary>Microseconds of one run, median of the rounds, and the bytes that one allocates.</summary>
    public static async Task<(double Microseconds, double Bytes)> MeasureAsync(string modelPath)
    {
        var version = new PreparedVersion { Model = "model", Version = 1, Digest = new string('0', 64), SizeBytes = new FileInfo(modelPath).Length };
        await using var model = (await new ModelLoader(TimeProvider.System).LoadAsync(modelPath, version, CancellationToken.None)).Value;
        var lane = model.Lanes.Rent();
        _ = ModelWarmUp.Run(lane, model.Signature, new RunTimes(), TimeProvider.System);
        var runs = (int)Math.Clamp(TimeSpan.FromMilliseconds(300) / model.RunTimes.Average, 20, 50_000);
        var (times, bytes) = (new List<double>(), 0.0);
        for (var round = 0; round < Rounds; round++)
        {
            var (allocated, startedAt) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
            for (var run = 0; run < runs; run++)
                _ = lane.Run(remaining: null);
            times.Add(Stopwatch.GetElapsedTime(startedAt).TotalMicroseconds / runs);
            bytes = (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)runs;
        }

        model.Lanes.Return(lane);
        return (times.Order().ElementAt(Rounds / 2), bytes);
    }
}
