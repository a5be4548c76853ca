using System.Diagnostics;
using System.Net;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Tests.Serving;
using ControlPlane.Contracts.Routing;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Processes;
using static ControlPlane.TestKit.Routing.RoutingTableBuilder;

namespace ControlPlane.AgentHost.Tests.Workers;

/// <summary>What callers see when the process of a model ends, with real processes that are really ended.</summary>
public sealed class WorkerLossTests
{
    private static readonly string Body = InferRequests.Of([1, 2, 3, 4]);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [LinuxTheory]
    [InlineData("KILL", "It was ended by signal 9.")]
    [InlineData("SEGV", "It was ended by signal 11.")]
    [Trait("Fault", "F13")]
    [Trait("Fault", "F79")]
    public async Task Infer_ChallengersProcessEndsUnderLoad_EveryCallerIsAnsweredAndItComesBack(string signal, string end)
    {
        await using var server = await ServingHarness.StartAsync();
        var challenger = await server.LoadApartAsync(OnnxModels.AddConstant(2), 2);
        var recorder = server.Serve(AnEndpoint("pets", 1, 5_000, 5_000), await server.LoadAsync(OnnxModels.AddConstant(1), 1), challenger)[1];
        using var stopping = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 4).Select(_ => CallAsync(server, stopping.Token)).ToArray();
        await Eventually.BeTrueAsync("the challenger answers", () => Task.FromResult(Counted.In(recorder).Requests > 0), Limit);

        // The runtime of .NET lets a fault that is no fault pass once; the next finds its handler gone, as the fault of native code does.
        var process = challenger.Worker!.ProcessId;
        await Eventually.BeTrueAsync(
            "its end is seen",
            () =>
            {
                Signal(process, signal);
                return Task.FromResult(challenger.Worker!.Ends == 1);
            },
            Limit);
        await Eventually.BeTrueAsync("it is back", () => Task.FromResult(challenger.IsUp), Limit);
        await Eventually.BeTrueAsync("it answers again", async () => (await server.InferAsync(Body)).Headers["x-variant"] == "v2", Limit);

        await stopping.CancelAsync();
        var answers = (await Task.WhenAll(callers)).SelectMany(a => a).ToList();
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Contains(answers, a => a.Variant == "v2");
        Assert.Equal(end, challenger.Worker!.LastEnd);
    }

    [LinuxFact]
    public async Task Infer_ProcessThatHangs_IsEndedAndTheStableVersionAnswersWithinASecond()
    {
        await using var server = await ServingHarness.StartAsync();
        var challenger = await server.LoadApartAsync(OnnxModels.AddConstant(2), 2, longestRun: TimeSpan.FromMilliseconds(300));
        var recorder = server.Serve(AnEndpoint("pets", 1, 0, 10_000), await server.LoadAsync(OnnxModels.AddConstant(1), 1), challenger)[1];
        Assert.Equal("v2", (await server.InferAsync(Body)).Headers["x-variant"]);
        Signal(challenger, "STOP");
        var startedAt = Stopwatch.GetTimestamp();

        var answer = await server.InferAsync(Body);

        Assert.Equal((HttpStatusCode.OK, "v1", "2"), (answer.Status, answer.Headers["x-variant"], answer.Data()[0]));
        Assert.InRange(Stopwatch.GetElapsedTime(startedAt), TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(1_300));
        await Eventually.BeTrueAsync("its end is seen", () => Task.FromResult(challenger.Worker!.Ends == 1), Limit);
        Assert.Equal("It was ended because a run did not end within 0.3 s.", challenger.Worker!.LastEnd);
        var counts = recorder.NewCounts();
        recorder.DrainInto(counts);
        Assert.Equal(1, counts.Errors[(int)ErrorClass.Model]);
    }

    [LinuxFact]
    [Trait("Fault", "F13")]
    public async Task Infer_StableVersionsProcessEnds_IsUnavailableForAMoment()
    {
        await using var server = await ServingHarness.StartAsync();
        var stable = await server.LoadApartAsync(OnnxModels.AddConstant(1), 1, longestRun: TimeSpan.FromMilliseconds(300));
        server.Serve(AnEndpoint("pets", 1, 10_000), stable);
        Signal(stable, "STOP");

        var answer = await server.InferAsync(Body);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "1"), (answer.Status, answer.Headers["retry-after"]));
        Assert.Equal("The process of pets version 1 ended and is started again; come back in a moment.", answer.Error);
        await Eventually.BeTrueAsync("it answers again", async () => (await server.InferAsync(Body)).Status == HttpStatusCode.OK, Limit);
    }

    [LinuxFact]
    public async Task Infer_FallbackConstant_AnswersForAProcessThatIsGone()
    {
        await using var server = await ServingHarness.StartAsync();
        var stable = await server.LoadApartAsync(OnnxModels.AddConstant(1), 1, longestRun: TimeSpan.FromMilliseconds(300));
        server.Serve(AnEndpoint("pets", 1, 10_000) with { Fallback = new FallbackAnswer(null, """{"outputs":[]}""") }, stable);
        Signal(stable, "STOP");

        Assert.Equal("""{"outputs":[]}""", (await server.InferAsync(Body)).Text);
    }

    [LinuxFact]
    public async Task Unload_EndsTheProcess()
    {
        await using var server = await ServingHarness.StartAsync();
        var model = await server.LoadApartAsync(OnnxModels.AddConstant(1), 1);
        using var process = Process.GetProcessById(model.Worker!.ProcessId);

        await model.DisposeAsync();

        Assert.True(process.HasExited);
        Assert.Equal(0, model.Worker!.Ends);
    }

    private static async Task<List<(HttpStatusCode Status, string? Variant)>> CallAsync(ServingHarness server, CancellationToken stopping)
    {
        var answers = new List<(HttpStatusCode, string?)>();
        while (!stopping.IsCancellationRequested)
        {
            var answer = await server.InferAsync(Body);
            answers.Add((answer.Status, answer.Headers.GetValueOrDefault("x-variant")));
        }

        return answers;
    }

    private static void Signal(LoadedModel model, string signal) => Signal(model.Worker!.ProcessId, signal);

    private static void Signal(int process, string signal)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", [$"-{signal}", $"{process}"]) { RedirectStandardError = true })!;
        kill.WaitForExit();
    }
}
