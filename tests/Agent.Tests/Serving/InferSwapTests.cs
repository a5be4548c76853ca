using System.Net;
using ControlPlane.AgentHost.Inference;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Routing;

namespace ControlPlane.AgentHost.Tests.Serving;

[Trait("Category", "Slow")]
public sealed class InferSwapTests
{
    private const int Callers = 8;
    private const int Swaps = 60;

    [Fact]
    [Trait("Fault", "F16")]
    [Trait("Promise", "P2")]
    public async Task Infer_ModelsSwappedAndReleasedUnderLoad_EveryRequestIsAnsweredByOneOfThem()
    {
        await using var server = await ServingHarness.StartAsync();
        var current = await server.LoadAsync(OnnxModels.AddConstant(1), 1);
        server.Serve(RoutingTableBuilder.AnEndpoint("pets", 1, 10_000), current);
        using var done = new CancellationTokenSource();
        var callers = Enumerable.Range(0, Callers).Select(_ => Task.Run(() => CallUntilAsync(server, done.Token))).ToArray();

        for (var swap = 2; swap <= Swaps; swap++)
        {
            var next = await server.LoadAsync(OnnxModels.AddConstant(swap), 1);
            server.Serve(RoutingTableBuilder.AnEndpoint("pets", swap, 10_000), next);
            await current.DisposeAsync();
            current = next;
        }

        await done.CancelAsync();
        var answered = await Task.WhenAll(callers);
        Assert.All(answered, count => Assert.True(count > 0));
        Assert.Equal(0, server.InFlight.Count);
    }

    [Fact]
    public async Task Dispose_ModelInUse_WaitsForTheLastUser()
    {
        await using var server = await ServingHarness.StartAsync();
        var model = await server.LoadAsync(OnnxModels.AddConstant(1), 1);
        Assert.True(model.TryEnter());

        var disposal = model.DisposeAsync().AsTask();

        Assert.False(model.TryEnter());
        Assert.False(disposal.IsCompleted);
        model.Exit();
        await disposal;
        await model.DisposeAsync();
    }

    [Fact]
    public async Task Infer_OnlyModelRetiredWithoutASwap_SaysNotNow()
    {
        await using var server = await ServingHarness.StartAsync();
        var model = await server.LoadAsync(OnnxModels.AddConstant(1), 1);
        server.Serve(RoutingTableBuilder.AnEndpoint("pets", 1, 10_000), model);
        await model.DisposeAsync();

        var answer = await server.InferAsync(InferRequests.Of([1, 2, 3, 4]));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
    }

    [Fact]
    public async Task Gate_ManyUsersAndOneRetirement_CompletesWhenAllHaveLeft()
    {
        var gate = new InFlightGate();
        var entered = 0;
        var users = Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            while (gate.TryEnter())
            {
                Interlocked.Increment(ref entered);
                Interlocked.Decrement(ref entered);
                gate.Exit();
            }
        })).ToArray();

        await gate.RetireAsync();
        var left = Volatile.Read(ref entered);
        await Task.WhenAll(users);

        Assert.Equal(0, left);
        Assert.False(gate.TryEnter());
    }

    private static async Task<int> CallUntilAsync(ServingHarness server, CancellationToken done)
    {
        var answered = 0;
        var body = InferRequests.Of([1, 2, 3, 4]);
        while (!done.IsCancellationRequested || answered == 0)
        {
            var answer = await server.InferAsync(body);

            Assert.Equal(HttpStatusCode.OK, answer.Status);
            // The routing revision is the constant that is added, so that an answer of another model would show.
            Assert.Equal($"{1 + int.Parse(answer.Headers["x-routing-revision"])}", answer.Data()[0]);
            answered++;
        }

        return answered;
    }
}
