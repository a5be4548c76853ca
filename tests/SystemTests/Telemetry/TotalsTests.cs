using ControlPlane.TestKit.Processes;

namespace ControlPlane.SystemTests.Telemetry;

public sealed class TotalsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    [Trait("Fault", "F40")]
    [Trait("Fault", "F38")]
    [Trait("Promise", "P5")]
    public async Task Totals_ControlPlaneAwayAndAgentsRestartedMeanwhile_EqualWhatCallersCounted()
    {
        await using var installation = await TwoVersions.StartAsync(agents: 3);
        await installation.Api.PutSplitAndWaitAsync(TwoVersions.Endpoint, (1, 7_000), (2, 3_000));
        var counted = new Dictionary<string, long>();

        await CountAsync(installation, counted);
        await installation.KillControlPlaneAsync();
        await CountAsync(installation, counted);
        foreach (var agent in installation.Agents.Take(2))
        {
            await agent.StopAsync();
            await agent.RestartAsync();
        }

        await CountAsync(installation, counted);
        await installation.StartControlPlaneAsync();
        await CountAsync(installation, counted);
        await installation.WaitUntilConnectedAsync();

        await Eventually.BeTrueAsync(
            $"the control plane's totals are {Describe(counted)}",
            async () => Describe(await installation.Api.RequestTotalsAsync(TwoVersions.Endpoint)) == Describe(counted),
            Limit);
        Assert.Equal(Describe(counted), Describe(await installation.Api.RequestTotalsAsync(TwoVersions.Endpoint)));
    }

    [Fact]
    public async Task Feedback_LabelSentTwiceThroughOtherAgents_IsCountedOnceForTheVariantThatAnswered()
    {
        await using var installation = await TwoVersions.StartAsync(agents: 2);
        await installation.Api.PutSplitAndWaitAsync(TwoVersions.Endpoint, (1, 0), (2, 10_000));
        using var client = new InferenceClient();
        var answer = await client.InferAsync(installation.Agents[0].Rest, TwoVersions.Endpoint, TwoVersions.Body, "user-1");

        foreach (var agent in installation.Agents)
            Assert.InRange(await client.FeedbackAsync(agent.Rest, TwoVersions.Endpoint, answer.FeedbackToken!, "right"), 200, 299);

        await Eventually.BeTrueAsync("the label is counted", async () => await LabelledAsync(installation) >= 1, Limit);
        Assert.Equal(400, await client.FeedbackAsync(installation.Agents[0].Rest, TwoVersions.Endpoint, "forged", "right"));
        Assert.Equal(1, await LabelledAsync(installation));
    }

    private static async Task<long> LabelledAsync(Installation installation)
    {
        var metrics = await installation.Api.GetAsync($"endpoints/{TwoVersions.Endpoint}/metrics?step=60&variant=v2");
        return metrics.GetProperty("series").EnumerateArray()
            .SelectMany(s => s.GetProperty("points").EnumerateArray())
            .Select(p => p.GetProperty("labelled"))
            .Sum(l => l.ValueKind == System.Text.Json.JsonValueKind.Number ? l.GetInt64() : 0);
    }

    private static async Task CountAsync(Installation installation, Dictionary<string, long> counted)
    {
        using var client = new InferenceClient();
        for (var i = 0; i < 300; i++)
        {
            var answer = await client.InferAsync(installation.Agents[i % 3].Rest, TwoVersions.Endpoint, TwoVersions.Body, $"user-{i}");
            Assert.Equal(200, answer.Status);
            counted[answer.Variant!] = counted.GetValueOrDefault(answer.Variant!) + 1;
        }
    }

    private static string Describe(IReadOnlyDictionary<string, long> totals) =>
        string.Join(", ", totals.Where(t => t.Value > 0).OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key} {t.Value}"));
}
