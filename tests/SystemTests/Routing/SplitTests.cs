using ControlPlane.TestKit.Processes;

namespace ControlPlane.SystemTests.Routing;

public sealed class SplitTests
{
    [Fact]
    public async Task Split_TwoHundredChangesUnderLoad_FailNoRequestAndNeverMixVersions()
    {
        await using var installation = await TwoVersions.StartAsync(agents: 3);
        Uri[] agents = [.. installation.Agents.Select(a => a.Rest)];
        await using var load = SteadyLoad.Start(agents, TwoVersions.Endpoint, TwoVersions.Body, callers: 6, TimeSpan.FromMilliseconds(5));

        for (var change = 0; change < 200; change++)
        {
            var share = change % 2 == 0 ? 5_000 : 1_000;
            await installation.Api.PutSplitAsync(TwoVersions.Endpoint, (1, 10_000 - share), (2, share));
        }

        await installation.WaitUntilConvergedAsync();
        var answers = await load.StopAsync();

        Assert.Empty(answers.Where(a => a.Status != 200).Select(a => $"{a.Status} {a.Body}").Take(5));
        Assert.All(answers, a => Assert.Equal(a.Version, $"{TwoVersions.VersionThatAnswered(a)}"));
        Assert.InRange(answers.Count, 500, int.MaxValue);
    }

    [Fact]
    public async Task Split_TenPercent_IsAnsweredWithinTheBinomialBound()
    {
        await using var installation = await TwoVersions.StartAsync(agents: 3);
        await installation.Api.PutSplitAsync(TwoVersions.Endpoint, (1, 9_000), (2, 1_000));
        await installation.WaitUntilConvergedAsync();

        var versions = await AskAsync(installation, Enumerable.Range(0, 3_000).Select(i => $"user-{i}"));

        // Five standard deviations of a binomial with n = 3,000 and p = 0.1.
        Assert.InRange(versions.Count(v => v.Value == 2), 300 - 82, 300 + 82);
    }

    [Fact]
    public async Task Split_SameKey_AnswersTheSameOnEveryAgentAndAfterRestarts()
    {
        await using var installation = await TwoVersions.StartAsync(agents: 3);
        await installation.Api.PutSplitAsync(TwoVersions.Endpoint, (1, 5_000), (2, 5_000));
        await installation.WaitUntilConvergedAsync();
        using var client = new InferenceClient();
        string[] keys = [.. Enumerable.Range(0, 60).Select(i => $"user-{i}")];

        var before = await AskEveryAgentAsync(client, installation, keys);
        await installation.Agents[1].KillAsync();
        installation.Agents[1].Start();
        await installation.WaitUntilConnectedAsync();
        var after = await AskEveryAgentAsync(client, installation, keys);

        Assert.All(before, versions => Assert.Single(versions.Distinct()));
        Assert.Equal(before.Select(v => v[0]), after.Select(v => v[0]));
        Assert.All(after, versions => Assert.Single(versions.Distinct()));
        Assert.Contains(before, v => v[0] == 1);
        Assert.Contains(before, v => v[0] == 2);
    }

    [Fact]
    public async Task Split_ChallengerRaised_KeepsEveryCallerItHad()
    {
        await using var installation = await TwoVersions.StartAsync(agents: 1);
        string[] keys = [.. Enumerable.Range(0, 500).Select(i => $"user-{i}")];
        var had = new HashSet<string>();

        foreach (var share in new[] { 500, 1_000, 2_500, 5_000 })
        {
            await installation.Api.PutSplitAsync(TwoVersions.Endpoint, (1, 10_000 - share), (2, share));
            await installation.WaitUntilConvergedAsync();
            var has = (await AskAsync(installation, keys)).Where(v => v.Value == 2).Select(v => v.Key).ToHashSet();

            Assert.Subset(has, had);
            had = has;
        }

        Assert.NotEmpty(had);
    }

    [Fact]
    public async Task RollBack_DuringASplit_SendsEverythingToStableAndUndoRestoresIt()
    {
        await using var installation = await TwoVersions.StartAsync(agents: 3);
        await installation.Api.PutSplitAsync(TwoVersions.Endpoint, (1, 5_000), (2, 5_000));
        await installation.WaitUntilConvergedAsync();
        string[] keys = [.. Enumerable.Range(0, 100).Select(i => $"user-{i}")];
        var before = await AskAsync(installation, keys);

        await installation.Api.RollBackAsync(TwoVersions.Endpoint);
        var rolledBack = await AskAsync(installation, keys);
        await installation.Api.UndoAsync(TwoVersions.Endpoint);
        await installation.WaitUntilConvergedAsync();
        var undone = await AskAsync(installation, keys);

        Assert.All(rolledBack.Values, version => Assert.Equal(1, version));
        Assert.Equal(before, undone);
        Assert.Contains(2, before.Values);
    }

    private static async Task<Dictionary<string, int>> AskAsync(Installation installation, IEnumerable<string> keys)
    {
        using var client = new InferenceClient();
        var versions = new Dictionary<string, int>();
        foreach (var (index, key) in keys.Index())
        {
            var agent = installation.Agents[index % installation.Agents.Count].Rest;
            versions[key] = TwoVersions.VersionThatAnswered(await client.InferAsync(agent, TwoVersions.Endpoint, TwoVersions.Body, key));
        }

        return versions;
    }

    private static async Task<int[][]> AskEveryAgentAsync(InferenceClient client, Installation installation, string[] keys)
    {
        var answers = new List<int[]>();
        foreach (var key in keys)
        {
            answers.Add(await Task.WhenAll(installation.Agents.Select(async agent =>
                TwoVersions.VersionThatAnswered(await client.InferAsync(agent.Rest, TwoVersions.Endpoint, TwoVersions.Body, key)))));
        }

        return [.. answers];
    }
}
