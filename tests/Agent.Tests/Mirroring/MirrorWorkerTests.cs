using System.Globalization;
using ControlPlane.AgentHost.Mirroring;
using ControlPlane.AgentHost.Tests.Serving;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Processes;
using static ControlPlane.AgentHost.Tests.Mirroring.MirrorScene;

namespace ControlPlane.AgentHost.Tests.Mirroring;

public sealed class MirrorWorkerTests
{
    private const string ThreadName = "shadows";
    private const int Niceness = 10;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [LinuxFact]
    public async Task Start_CopiesOfTwoShadows_RunOnOneThreadThatGivesWayToThoseThatAnswer()
    {
        await using var server = await ServingHarness.StartAsync();
        var recorders = server.Serve(
            Shadowed(10_000, 10_000),
            await server.LoadAsync(OnnxModels.AddConstant(1), 1),
            await server.LoadAsync(OnnxModels.AddConstant(2), 2),
            await server.LoadAsync(OnnxModels.AddConstant(3), 3));
        using var worker = new MirrorWorker(server.Mirrored, NewRunner(server.Mirrored), Patient);
        await worker.StartAsync(CancellationToken.None);

        var run = 0L;
        for (var request = 0; request < 5; request++)
            await server.InferAsync(Body);
        await Eventually.BeTrueAsync("both shadows have run on every copy", () => Task.FromResult((run += recorders.Skip(1).Sum(r => Counted.In(r).Requests)) == 10), Limit);

        var (process, shadows) = (NicenessOf($"/proc/self/task/{Environment.ProcessId}"), Threads());
        Assert.Equal([Math.Max(Niceness, process)], shadows);
        await worker.StopAsync(CancellationToken.None);
    }

    [LinuxFact]
    public async Task Stop_Worker_EndsItsThread()
    {
        await using var server = await ServingHarness.StartAsync();
        using var worker = new MirrorWorker(server.Mirrored, NewRunner(server.Mirrored), Patient);
        await worker.StartAsync(CancellationToken.None);
        await Eventually.BeTrueAsync("the thread runs", () => Task.FromResult(Threads().Count == 1), Limit);

        await worker.StopAsync(CancellationToken.None);

        await Eventually.BeTrueAsync("the thread is gone", () => Task.FromResult(Threads().Count == 0), Limit);
    }

    /// <summary>Niceness of every thread of this process that runs shadows.</summary>
    private static IReadOnlyList<int> Threads() =>
        [.. Directory.GetDirectories("/proc/self/task").Where(task => NameOf(task) == ThreadName).Select(NicenessOf)];

    private static string? NameOf(string task)
    {
        try
        {
            return File.ReadAllText($"{task}/comm").Trim();
        }
        catch (IOException)
        {
            return null; // It ended meanwhile.
        }
    }

    // The nineteenth value; the second one is the name in parentheses and may hold blanks.
    private static int NicenessOf(string task)
    {
        var stat = File.ReadAllText($"{task}/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[16], CultureInfo.InvariantCulture);
    }
}
