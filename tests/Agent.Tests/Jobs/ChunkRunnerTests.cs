using System.Text.Json;
using ControlPlane.AgentHost.Jobs;
using ControlPlane.AgentHost.Tests.Serving;
using ControlPlane.Contracts.Jobs;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Time;

namespace ControlPlane.AgentHost.Tests.Jobs;

public sealed class ChunkRunnerTests
{
    private static readonly JsonElement Empty = JsonSerializer.Deserialize<JsonElement>("{}");

    [Fact]
    public async Task Run_Requests_AreAnsweredByTheVersionNamedAndAreNoTraffic()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.FailsOnNegative());
        var recorder = server.Serve(TestKit.Routing.RoutingTableBuilder.AnEndpoint("pets", 1, 10_000), server.ModelOf("pets")).Single();
        var runner = new ChunkRunner(new RowInference(server.Server), new FakeWork(), TimeProvider.System);

        var report = await runner.RunAsync(Lease(InferRequests.Of([1, 2, 3, 4, 5, 6, 7, 8], rows: 2), InferRequests.Of([-1, 2, 3, 4]), "{}"), CancellationToken.None);

        Assert.Equal([200, 500, 400], report!.Answers.Select(a => a.Status));
        Assert.Equal("[2,4]", report.Answers[0].Body.GetProperty("outputs")[0].GetProperty("shape").GetRawText());
        Assert.Equal(JsonValueKind.String, report.Answers[1].Body.GetProperty("error").ValueKind);
        Assert.Equal(0, Counted.All(recorder).Requests);
    }

    [Fact]
    public async Task Run_OfALeaseThatIsOver_GivesUp()
    {
        var (clock, work) = (new ManualTimeProvider(), new FakeWork { IsLeaseOver = true });
        var stuck = new Stuck();
        var running = new ChunkRunner(stuck, work, clock).RunAsync(Lease("{}"), CancellationToken.None);
        await stuck.Asked.Task;

        clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Null(await running);
    }

    [Fact]
    public async Task Run_OfALeaseThatIsRenewed_GoesOn()
    {
        var (clock, work) = (new ManualTimeProvider(), new FakeWork());
        var stuck = new Stuck();
        var running = new ChunkRunner(stuck, work, clock).RunAsync(Lease("{}"), CancellationToken.None);
        await stuck.Asked.Task;
        clock.Advance(TimeSpan.FromSeconds(20));
        await work.Renewed.Task;

        stuck.Answer.SetResult(new ChunkAnswer(200, Empty));

        Assert.Single((await running)!.Answers);
    }

    [Fact]
    public async Task Run_OfAFullAgent_WaitsAndTriesAgain()
    {
        var (clock, full) = (new ManualTimeProvider(), new Full());
        var running = new ChunkRunner(full, new FakeWork(), clock).RunAsync(Lease("{}"), CancellationToken.None);

        while (!running.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Yield();
        }

        Assert.Equal((3, 200), (full.Asked, (await running)!.Answers.Single().Status));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Run_ManyRows_LetALiveRequestPass()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.Slow(steps: 200));
        var body = InferRequests.Of([1, 2, 3, 4]);
        await server.InferAsync(body);
        var runner = new ChunkRunner(new RowInference(server.Server), new FakeWork(), TimeProvider.System);

        var chunks = Enumerable.Range(0, 4).Select(_ => runner.RunAsync(Lease([.. Enumerable.Repeat(body, 30)]), CancellationToken.None)).ToArray();
        var live = await server.InferAsync(body);
        var isSomethingLeft = chunks.Any(c => !c.IsCompleted);

        Assert.Equal(System.Net.HttpStatusCode.OK, live.Status);
        Assert.True(isSomethingLeft, "Every row was answered before the live request.");
        Assert.All(await Task.WhenAll(chunks), report => Assert.All(report!.Answers, a => Assert.Equal(200, a.Status)));
    }

    internal static ChunkLease Lease(params string[] requests) => new()
    {
        JobId = "job",
        Chunk = 0,
        Lease = "lease",
        Seconds = 60,
        Endpoint = "pets",
        Version = 1,
        Requests = [.. requests.Select(r => JsonSerializer.Deserialize<JsonElement>(r))],
    };

    private sealed class Stuck : IRowInference
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<ChunkAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<ChunkAnswer> InferAsync(string endpoint, int version, JsonElement request, CancellationToken cancellationToken)
        {
            Asked.TrySetResult();
            return Answer.Task.WaitAsync(cancellationToken);
        }
    }

    private sealed class Full : IRowInference
    {
        public int Asked { get; private set; }

        public Task<ChunkAnswer> InferAsync(string endpoint, int version, JsonElement request, CancellationToken cancellationToken) =>
            Task.FromResult(new ChunkAnswer(++Asked < 3 ? 429 : 200, Empty));
    }
}
