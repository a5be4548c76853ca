using System.Globalization;
using System.Text;
using System.Text.Json;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.SystemTests.Jobs;

public sealed class JobTests
{
    private const int Rows = 1_000;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Job_WhoseAgentAndControlPlaneAreKilledInTheMiddle_AnswersEachRowOnceAndInOrder()
    {
        await using var installation = await Installation.StartAsync(agents: 2, "--Jobs:Lease=00:00:03");
        await TwoVersions.AddAsync(installation, TwoVersions.Endpoint);
        var job = await installation.Api.StartJobAsync(TwoVersions.Endpoint, Input(), "key=id&chunkRows=4&store=true&version=2");

        await WaitForRowsAsync(installation, job, Rows / 5);
        await installation.Agents[0].KillAsync();
        await WaitForRowsAsync(installation, job, Rows / 2);
        await installation.KillControlPlaneAsync();
        await installation.StartControlPlaneAsync();
        await WaitForRowsAsync(installation, job, Rows);

        var ended = await installation.Api.GetAsync($"jobs/{job}");
        Assert.Equal(("succeeded", Rows, 0), (ended.GetProperty("phase").GetString(), ended.GetProperty("rowsDone").GetInt32(), ended.GetProperty("brokenRows").GetInt32()));
        Assert.Equal(Expected(), await installation.Api.JobResultsAsync(job));
        await LookUpAsync(installation.Agents[1]);
        await installation.KillControlPlaneAsync();
        await installation.Agents[1].KillAsync();
        await installation.Agents[1].RestartAsync();
        await LookUpAsync(installation.Agents[1]);
    }

    private static string Input() => TextOf(i => string.Create(CultureInfo.InvariantCulture, $"r{i},{i},{i + 0.5},0,-1\n"), "id,a,b,c,d\n");

    private static string Expected() => TextOf(
        i => string.Create(CultureInfo.InvariantCulture, $"{i + 2},r{i},{i + 2},{i + 2.5},2,1,2,\r\n"), "line,id,y[0],y[1],y[2],y[3],model_version,error\r\n");

    private static string TextOf(Func<int, string> row, string header) =>
        Enumerable.Range(0, Rows).Aggregate(new StringBuilder(header), (text, i) => text.Append(row(i))).ToString();

    private static async Task WaitForRowsAsync(Installation installation, string job, int rows) => await Eventually.BeTrueAsync(
        $"{rows} rows are done", async () => (await installation.Api.GetAsync($"jobs/{job}")).GetProperty("rowsDone").GetInt32() >= rows, Limit);

    // Version 2 made them, and version 1 is stable.
    private static async Task LookUpAsync(InstalledAgent agent)
    {
        using var client = new HttpClient { BaseAddress = agent.Rest };
        HttpResponseMessage? answer = null;
        await Eventually.BeTrueAsync(
            "the agent has the stored predictions",
            async () => (answer = await client.GetAsync(new Uri("v2/models/adder/predictions/r7", UriKind.Relative))).IsSuccessStatusCode,
            Limit);

        Assert.Equal(("2", "out-of-date"), (answer!.Headers.GetValues("x-model-version").Single(), answer.Headers.GetValues("x-prediction-state").Single()));
        Assert.InRange(answer.Headers.Age!.Value, TimeSpan.Zero, Limit);
        var body = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
        Assert.Equal("[9,9.5,2,1]", body.GetProperty("outputs")[0].GetProperty("data").GetRawText());
    }
}
