using ControlPlane.AgentHost.Inference;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.AgentHost.Tests.Serving.Fuzz;

/// <summary>A few seconds of what <c>./dev bench fuzz</c> does for minutes.</summary>
[Trait("Category", "Slow")]
public sealed class FuzzTests
{
    private const int Seed = 20_261_125;

    [Fact]
    public async Task Infer_SpoiledRequestsOfEveryForm_AreRefusedInWordsWhileOthersGetTheirOwnAnswers()
    {
        await using var server = await StartAsync();
        using var run = new FuzzRun(server.Address, server.GrpcAddress, Seed);
        using var stop = new CancellationTokenSource();
        var steady = Enumerable.Range(1, 2).Select(caller => run.CheckSteadilyAsync(caller, stop.Token)).ToArray();

        await run.SpoilEveryByteAsync();
        await run.SpoilAsync(6_000);
        await stop.CancelAsync();
        await Task.WhenAll(steady);

        Assert.True(run.Problems.Count == 0, string.Join('\n', run.Problems.Take(10)));
        // The mutations must reach both sides of the line, or they prove nothing.
        Assert.True(run.Answers["HTTP 400"] > 1_000 && run.Answers["HTTP 200"] > 100 && run.Answers["gRPC 3"] > 500 && run.Answers["gRPC 0"] > 10);
        Assert.Equal(0, server.InFlight.Count);
    }

    [Theory]
    [InlineData("Content-Length: 2147483648", "HTTP/1.1 413")]
    [InlineData("Content-Length: 9223372036854775807", "HTTP/1.1 413")]
    [InlineData("Content-Length: -1", "HTTP/1.1 400")]
    [InlineData("Content-Length: 1\r\nContent-Length: 2", "HTTP/1.1 400")]
    [InlineData("x-routing-key: a\nx-injected: b\r\nContent-Length: 0", "HTTP/1.1 400")]
    [InlineData("x-request-id: a\0b\r\nContent-Length: 0", "HTTP/1.1 400")]
    public async Task Infer_HeadersThatLieOrSmuggle_AreRefused(string header, string status)
    {
        await using var server = await StartAsync();

        var answer = await new RudeConnections(server.Address).SendAsync(RudeConnections.Head(header));

        Assert.StartsWith(status, answer, StringComparison.Ordinal);
        Assert.Equal(0, server.InFlight.Count);
    }

    [Fact]
    public async Task Infer_ConnectionsCutOrStalledInTheMiddle_LeaveNothingBehind()
    {
        await using var server = await StartAsync();
        var rude = new RudeConnections(server.Address);
        using var stalled = await rude.StallAsync(announced: 1_000, sent: 10);

        for (var cut = 0; cut < 50; cut++)
            await rude.AbortAsync(announced: 100_000, sent: cut * 400);

        Assert.Equal(["2", "3", "4", "5"], (await server.InferAsync(InferRequests.Of([1, 2, 3, 4]))).Data());
        stalled.Close();
        await Eventually.BeTrueAsync("every cut request is over", () => Task.FromResult(server.InFlight.Count == 0), TimeSpan.FromSeconds(10));
    }

    private static async Task<ServingHarness> StartAsync()
    {
        var server = await ServingHarness.StartAsync();
        var served = new List<(string, LoadedModel)>();
        foreach (var (endpoint, model) in FuzzSeeds.Models)
            served.Add((endpoint, await server.LoadAsync(model, 1)));
        server.ServeEach(served);
        return server;
    }
}
