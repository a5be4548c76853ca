using System.Diagnostics;
using ControlPlane.Contracts.Routing;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Processes;
using Xunit.Abstractions;

namespace ControlPlane.SystemTests.Guards;

public sealed class LocalTripTests(ITestOutputHelper output)
{
    private const string Endpoint = "guarded";

    // Version 1 answers it, version 2 fails on it.
    private const string Body = """{"inputs":[{"name":"x","shape":[1,4],"datatype":"FP32","data":[-1,0,0,0]}]}""";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly GuardLimits Guards = new() { ErrorShare = 0.1, MinimumRequests = 20, WindowSeconds = 10 };

    [Fact]
    public async Task Trip_ControlPlaneKilled_EveryAgentTakesTheTrafficAwayByItself()
    {
        await using var installation = await StartAsync(Guards);
        Uri[] agents = [.. installation.Agents.Select(a => a.Rest)];
        await installation.KillControlPlaneAsync();

        var began = Stopwatch.GetTimestamp();
        var during = await AskUntilAsync(agents, () => AllTrippedAsync(installation));
        output.WriteLine($"every agent tripped after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.00} s, {Describe(during)}");
        var after = await AskAsync(agents, requests: 1_500);
        await installation.Agents[0].StopAsync();
        await installation.Agents[0].RestartAsync();
        var restarted = await AskAsync(agents[..1], requests: 500);

        Assert.All(during, a => Assert.Contains(a.Status, new[] { 200, 500 }));
        Assert.InRange(during.Count(a => a.Status == 500), agents.Length * Guards.MinimumRequests, ShareBound(during.Count));
        Assert.All(after.Concat(restarted), a => Assert.Equal((200, "1"), (a.Status, a.Version)));
    }

    [Fact]
    public async Task Trip_WithoutGuards_TheFailuresGoOn()
    {
        await using var installation = await StartAsync(guards: new GuardLimits());
        Uri[] agents = [.. installation.Agents.Select(a => a.Rest)];

        await AskAsync(agents, requests: 1_500);
        var later = await AskAsync(agents, requests: 1_500);

        Assert.False(await AllTrippedAsync(installation));
        Assert.InRange(later.Count(a => a.Status == 500), 1, int.MaxValue);
    }

    private static async Task<Installation> StartAsync(GuardLimits guards)
    {
        var installation = await Installation.StartAsync(agents: 3);
        await installation.Api.RegisterAsync(Endpoint, OnnxModels.AddConstant(1));
        await installation.Api.RegisterAsync(Endpoint, OnnxModels.FailsOnNegative());
        await installation.Api.PutEndpointAsync(Endpoint, Endpoint, 1, guards);
        await installation.Api.PutSplitAndWaitAsync(Endpoint, (1, 9_000), (2, 1_000));
        await installation.WaitUntilConvergedAsync();
        return installation;
    }

    private static async Task<IReadOnlyCollection<InferenceAnswer>> AskAsync(Uri[] agents, int requests)
    {
        await using var load = SteadyLoad.Start(agents, Endpoint, Body, callers: 6, TimeSpan.FromMilliseconds(5));
        await Eventually.BeTrueAsync("enough was asked", () => Task.FromResult(load.Answers.Count >= requests), Limit);
        return await load.StopAsync();
    }

    private static async Task<IReadOnlyCollection<InferenceAnswer>> AskUntilAsync(Uri[] agents, Func<Task<bool>> isTrue)
    {
        await using var load = SteadyLoad.Start(agents, Endpoint, Body, callers: 6, TimeSpan.FromMilliseconds(15));
        await Eventually.BeTrueAsync("every agent has tripped", isTrue, Limit);
        return await load.StopAsync();
    }

    private static async Task<bool> AllTrippedAsync(Installation installation)
    {
        using var client = new InferenceClient();
        foreach (var agent in installation.Agents)
        {
            if (!(await client.MetricsAsync(agent.Admin)).Contains($$"""controlplane_agent_variant_tripped{endpoint="{{Endpoint}}",variant="v2",version="2"} 1""", StringComparison.Ordinal))
                return false;
        }

        return true;
    }

    // Every request is a caller of its own: a tenth of them may see an error, within five standard deviations of a binomial.
    private static int ShareBound(int callers) => (int)((0.1 * callers) + (5 * Math.Sqrt(callers * 0.1 * 0.9)));

    private static string Describe(IReadOnlyCollection<InferenceAnswer> answers) =>
        $"{answers.Count(a => a.Status == 500)} of {answers.Count} answers failed";
}
