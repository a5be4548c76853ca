using ControlPlane.TestKit.Processes;

namespace ControlPlane.SystemTests.Faults;

public sealed class KillTests
{
    [Fact]
    [Trait("Fault", "F01")]
    [Trait("Fault", "F02")]
    public async Task Kill_AgentInTheMiddleOfAPush_ComesBackToOneWholeTable()
    {
        await using var installation = await TwoVersions.StartAsync(agents: 2);
        var victim = installation.Agents[0];

        foreach (var (round, millisecondsAfterTheCommand) in new[] { 0, 3, 8, 15, 40 }.Index())
        {
            var share = (round + 1) * 1_000;
            var pushing = installation.Api.PutSplitAsync(TwoVersions.Endpoint, (1, 10_000 - share), (2, share));
            await Task.Delay(TimeSpan.FromMilliseconds(millisecondsAfterTheCommand), TimeProvider.System);
            await victim.KillAsync();
            await pushing;
            await victim.RestartAsync();
            await installation.WaitUntilConvergedAsync();

            Assert.Equal((10_000 - share, share), await SharesOfAsync(victim.Rest));
        }
    }

    [Fact]
    [Trait("Fault", "F14")]
    [Trait("Promise", "P6")]
    public async Task Kill_ControlPlaneAfterACommitThatNoAgentHeardOf_PublishesItOnTheNextStart()
    {
        await using var installation = await TwoVersions.StartAsync(agents: 2);
        foreach (var agent in installation.Agents)
            await agent.KillAsync();

        await installation.Api.PutSplitAsync(TwoVersions.Endpoint, (1, 3_000), (2, 7_000));
        await installation.KillControlPlaneAsync();
        foreach (var agent in installation.Agents)
            await agent.RestartAsync();
        var served = await AskAsync(installation.Agents[0].Rest);
        await installation.StartControlPlaneAsync();
        await installation.WaitUntilConnectedAsync();
        await installation.WaitUntilConvergedAsync();

        Assert.Equal("1", served.Version);
        foreach (var agent in installation.Agents)
            Assert.Equal((3_000, 7_000), await SharesOfAsync(agent.Rest));
    }

    [Fact]
    [Trait("Fault", "F15")]
    public async Task Kill_ControlPlaneDuringAPush_LeavesEveryAgentOnOneAndTheSameTable()
    {
        await using var installation = await TwoVersions.StartAsync(agents: 3);

        var pushing = installation.Api.PutSplitAsync(TwoVersions.Endpoint, (1, 5_000), (2, 5_000));
        await installation.KillControlPlaneAsync();
        var isAnswered = await pushing.ContinueWith(t => t.IsCompletedSuccessfully, TaskScheduler.Default);
        await installation.StartControlPlaneAsync();
        await installation.WaitUntilConnectedAsync();
        await installation.WaitUntilConvergedAsync();

        var shares = await Task.WhenAll(installation.Agents.Select(a => SharesOfAsync(a.Rest)));
        Assert.Single(shares.Distinct());
        Assert.Contains(shares[0], isAnswered ? [(5_000, 5_000)] : new[] { (5_000, 5_000), (10_000, 0) });
    }

    [Fact]
    [Trait("Fault", "F38")]
    [Trait("Promise", "P1")]
    public async Task ControlPlaneGone_AgentRestarted_GoesOnAnsweringAsBefore()
    {
        await using var installation = await TwoVersions.StartAsync(agents: 1);
        await installation.Api.PutSplitAsync(TwoVersions.Endpoint, (1, 0), (2, 10_000));
        await installation.WaitUntilConvergedAsync();
        await installation.KillControlPlaneAsync();

        await installation.Agents[0].StopAsync();
        await installation.Agents[0].RestartAsync();
        var answer = await AskAsync(installation.Agents[0].Rest);

        Assert.Equal("2", answer.Version);
    }

    private static async Task<InferenceAnswer> AskAsync(Uri agent)
    {
        using var client = new InferenceClient();
        return await client.InferAsync(agent, TwoVersions.Endpoint, TwoVersions.Body, "user-1");
    }

    /// <summary>Exact shares in force: without a key the agent walks through all 10,000 buckets, so 10,000 requests in a row show each once; a tenth suffices here.</summary>
    private static async Task<(int First, int Second)> SharesOfAsync(Uri agent)
    {
        const int requests = 1_000;
        using var client = new InferenceClient();
        var second = 0;
        for (var i = 0; i < requests; i++)
        {
            var answer = await client.InferAsync(agent, TwoVersions.Endpoint, TwoVersions.Body);
            Assert.Equal(200, answer.Status);
            Assert.Equal(answer.Version, $"{TwoVersions.VersionThatAnswered(answer)}");
            second += answer.Version == "2" ? 1 : 0;
        }

        // The golden-ratio walk keeps any thousand requests within 3 of the share; thousandths identify the table.
        var rounded = (int)Math.Round(second / 100.0) * 1_000;
        return (10_000 - rounded, rounded);
    }
}
