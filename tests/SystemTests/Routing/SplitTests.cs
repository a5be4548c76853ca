using ControlPlane.TestKit.Processes;

namespace ControlPlane.SystemTests.Routing;

public sealed class SplitTests(ThreeAgents shared) : IClassFixture<ThreeAgents>
{
    private readonly Installation _installation = shared.Installation;

    [Fact]
    [Trait("Fault", "F16")]
    [Trait("Promise", "P2")]
    public async Task Split_TwoHundredChangesUnderLoad_FailNoRequestAndNeverMixVersions()
    {
        const string endpoint = "changes";
        await TwoVersions.AddAsync(_installation, endpoint);
        Uri[] agents = [.. _installation.Agents.Select(a => a.Rest)];
        await using var load = SteadyLoad.Start(agents, endpoint, TwoVersions.Body, callers: 6, TimeSpan.FromMilliseconds(5));

        for (var change = 0; change < 200; change++)
        {
            var share = change % 2 == 0 ? 5_000 : 1_000;
            await _installation.Api.PutSplitAsync(endpoint, (1, 10_000 - share), (2, share));
        }

        await _installation.WaitUntilConvergedAsync();
        var answers = await load.StopAsync();

        Assert.Empty(answers.Where(a => a.Status != 200).Select(a => $"{a.Status} {a.Body}").Take(5));
        Assert.All(answers, a => Assert.Equal(a.Version, $"{TwoVersions.VersionThatAnswered(a)}"));
        Assert.InRange(answers.Count, 500, int.MaxValue);
    }

    [Fact]
    public async Task Split_TenPercent_IsAnsweredWithinTheBinomialBound()
    {
        const string endpoint = "tenth";
        await TwoVersions.AddAsync(_installation, endpoint);
        await _installation.Api.PutSplitAndWaitAsync(endpoint, (1, 9_000), (2, 1_000));

        var versions = await AskAsync(endpoint, Enumerable.Range(0, 3_000).Select(i => $"user-{i}"));

        // Five standard deviations of a binomial with n = 3,000 and p = 0.1.
        Assert.InRange(versions.Count(v => v.Value == 2), 300 - 82, 300 + 82);
    }

    [Fact]
    public async Task Split_SameKey_AnswersTheSameOnEveryAgentAndAfterRestarts()
    {
        const string endpoint = "sticky";
        await TwoVersions.AddAsync(_installation, endpoint);
        await _installation.Api.PutSplitAndWaitAsync(endpoint, (1, 5_000), (2, 5_000));
        using var client = new InferenceClient();
        string[] keys = [.. Enumerable.Range(0, 60).Select(i => $"user-{i}")];

        var before = await AskEveryAgentAsync(client, endpoint, keys);
        await _installation.Agents[1].KillAsync();
        await _installation.Agents[1].RestartAsync();
        var after = await AskEveryAgentAsync(client, endpoint, keys);

        Assert.All(before, versions => Assert.Single(versions.Distinct()));
        Assert.Equal(before.Select(v => v[0]), after.Select(v => v[0]));
        Assert.All(after, versions => Assert.Single(versions.Distinct()));
        Assert.Contains(before, v => v[0] == 1);
        Assert.Contains(before, v => v[0] == 2);
    }

    [Fact]
    public async Task Split_ChallengerRaised_KeepsEveryCallerItHad()
    {
        const string endpoint = "raised";
        await TwoVersions.AddAsync(_installation, endpoint);
        string[] keys = [.. Enumerable.Range(0, 500).Select(i => $"user-{i}")];
        var had = new HashSet<string>();

        foreach (var share in new[] { 500, 1_000, 2_500, 5_000 })
        {
            await _installation.Api.PutSplitAndWaitAsync(endpoint, (1, 10_000 - share), (2, share));
            var has = (await AskAsync(endpoint, keys)).Where(v => v.Value == 2).Select(v => v.Key).ToHashSet();

            Assert.Subset(has, had);
            had = has;
        }

        Assert.NotEmpty(had);
    }

    [Fact]
    public async Task RollBack_DuringASplit_SendsEverythingToStableAndUndoRestoresIt()
    {
        const string endpoint = "undone";
        await TwoVersions.AddAsync(_installation, endpoint);
        await _installation.Api.PutSplitAndWaitAsync(endpoint, (1, 5_000), (2, 5_000));
        string[] keys = [.. Enumerable.Range(0, 100).Select(i => $"user-{i}")];
        var before = await AskAsync(endpoint, keys);

        await _installation.Api.RollBackAsync(endpoint);
        var rolledBack = await AskAsync(endpoint, keys);
        await _installation.Api.UndoAsync(endpoint);
        await _installation.WaitUntilConvergedAsync();
        var undone = await AskAsync(endpoint, keys);

        Assert.All(rolledBack.Values, version => Assert.Equal(1, version));
        Assert.Equal(before, undone);
        Assert.Contains(2, before.Values);
    }

    private async Task<Dictionary<string, int>> AskAsync(string endpoint, IEnumerable<string> keys)
    {
        using var client = new InferenceClient();
        var versions = new Dictionary<string, int>();
        foreach (var (index, key) in keys.Index())
        {
            var agent = _installation.Agents[index % _installation.Agents.Count].Rest;
            versions[key] = TwoVersions.VersionThatAnswered(await client.InferAsync(agent, endpoint, TwoVersions.Body, key));
        }

        return versions;
    }

    private async Task<int[][]> AskEveryAgentAsync(InferenceClient client, string endpoint, string[] keys)
    {
        var answers = new List<int[]>();
        foreach (var key in keys)
        {
            answers.Add(await Task.WhenAll(_installation.Agents.Select(async agent =>
                TwoVersions.VersionThatAnswered(await client.InferAsync(agent.Rest, endpoint, TwoVersions.Body, key)))));
        }

        return [.. answers];
    }
}
