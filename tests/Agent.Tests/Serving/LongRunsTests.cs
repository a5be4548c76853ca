using System.Net;
using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Serving;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Routing;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Routing;

namespace ControlPlane.AgentHost.Tests.Serving;

public sealed class LongRunsTests
{
    [Fact]
    public async Task Run_MoreThanThereAreThreads_RunsThemBesideThePoolAndAtMostOnePerProcessor()
    {
        using var runs = new LongRuns();
        using var start = new ManualResetEventSlim();
        var (running, most) = (0, 0);
        var gate = new Lock();

        var tasks = Enumerable.Range(0, 4 * Environment.ProcessorCount).Select(_ => runs.RunAsync("anybody", () =>
        {
            lock (gate)
                most = Math.Max(most, ++running);
            start.Wait();
            lock (gate)
                running--;
            return Thread.CurrentThread.IsThreadPoolThread;
        })).ToArray();
        start.Set();

        Assert.All(await Task.WhenAll(tasks), Assert.False);
        Assert.InRange(most, 1, Environment.ProcessorCount);
    }

    [Fact]
    public async Task Run_OneOwnerWithAFlood_DoesNotHoldUpAnother()
    {
        using var runs = new LongRuns();
        using var start = new ManualResetEventSlim();
        using var otherBegan = new ManualResetEventSlim();

        // One per thread is under way already, and one more may be taken before the turn comes; whoever is later waits to see it come.
        var (begun, turns) = (0, 2 * Environment.ProcessorCount);
        bool Flood()
        {
            start.Wait();
            return Interlocked.Increment(ref begun) <= turns || otherBegan.Wait(TimeSpan.FromSeconds(30));
        }

        var flood = Enumerable.Range(0, 100).Select(_ => runs.RunAsync("flood", Flood)).ToList();
        var other = runs.RunAsync("other", () =>
        {
            otherBegan.Set();
            return true;
        });
        start.Set();

        Assert.All(await Task.WhenAll([.. flood, other]), Assert.True);
    }

    [Fact]
    public async Task Run_ThatThrows_HandsTheExceptionToItsCaller()
    {
        using var runs = new LongRuns();

        await Assert.ThrowsAsync<InvalidDataException>(() => runs.RunAsync<int>("anybody", () => throw new InvalidDataException()));
        Assert.Equal(7, await runs.RunAsync("anybody", () => 7));
    }

    [Fact]
    public async Task IsExpected_FastModelThenSlowRuns_ChangesWithTheAverage()
    {
        await using var server = await ServingHarness.StartAsync();
        var model = await server.LoadAsync(OnnxModels.Identity(OnnxType.Float, 1, 4), 1);
        var routing = RoutingTableBuilder.AnEndpoint("pets", 1, 10_000);
        var recorder = new VariantRecorder(routing, routing.Variants[0], OutputReading.None);
        var endpoint = new ServedEndpoint(routing, [new ServedVariant(routing.Variants[0], model, recorder)], new RequestOrdinal());

        Assert.False(LongRuns.IsExpected(endpoint, bodyLength: 1_000));
        Assert.True(LongRuns.IsExpected(endpoint, LongRuns.LongBody));
        for (var i = 0; i < 50; i++)
            model.RunTimes.Add(TimeSpan.FromMilliseconds(5));
        Assert.True(LongRuns.IsExpected(endpoint, bodyLength: 1_000));
        for (var i = 0; i < 50; i++)
            model.RunTimes.Add(TimeSpan.FromMilliseconds(0.05));
        Assert.False(LongRuns.IsExpected(endpoint, bodyLength: 1_000));
    }

    [Fact]
    public async Task Infer_ModelThatTakesLong_AnswersAllWhileHealthIsAnsweredBesides()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.Slow(steps: 200));
        var body = InferRequests.Of([1, 2, 3, 4]);
        await server.InferAsync(body);

        var slow = Enumerable.Range(0, 12).Select(_ => server.InferAsync(body)).ToArray();
        var health = await server.GetAsync("/v2/health/live");
        var isSomethingLeft = slow.Any(s => !s.IsCompleted);

        Assert.Equal(HttpStatusCode.OK, health.Status);
        Assert.True(isSomethingLeft, "health was answered only after every slow request");
        Assert.All(await Task.WhenAll(slow), answer => Assert.Equal(["1", "2", "3", "4"], answer.Data()));
    }
}
