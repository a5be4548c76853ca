using System.Net.Http.Json;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Json;
using ControlPlane.TestKit.Time;
using ControlPlane.Web.Api;
using ControlPlane.Web.Tests.Agents;
using ControlPlane.Web.Tests.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace ControlPlane.Web.Tests.Api;

public sealed class MetricsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("", -900, 0, 10)]
    [InlineData("from=-1h&step=1m", -3600, 0, 60)]
    [InlineData("from=-2h&to=-1h&step=30", -7200, -3600, 30)]
    [InlineData("from=2026-03-01T11:59:00Z&to=now", -60, 0, 10)]
    [InlineData("from=1772366340", -60, 0, 10)]
    public void Range_InEveryForm_IsUnderstood(string query, int from, int to, int step)
    {
        var range = MetricsRange.Read(Query(query), Now).Value;

        Assert.Equal((from, to, step), ((range.From - Now).TotalSeconds, (range.To - Now).TotalSeconds, range.Step.TotalSeconds));
    }

    [Theory]
    [InlineData("from=yesterday", "from")]
    [InlineData("to=1x", "to")]
    [InlineData("step=0", "step")]
    [InlineData("step=0.5", "step")]
    [InlineData("from=-1m&to=-2m", "from")]
    [InlineData("from=-30d&step=1", "step")]
    [InlineData("from=99999999999999999", "from")]
    [InlineData("from=-2147483647h", "from")]
    public void Range_ThatMakesNoSense_NamesTheParameter(string query, string field)
    {
        var refusal = MetricsRange.Read(Query(query), Now).Refusal!;

        Assert.Equal(("query_malformed", field), (refusal.Code, refusal.Fields.Single().Field));
    }

    [Fact]
    public async Task Get_OfAMeasuredEndpoint_GivesItsSeriesWithGapsAsNulls()
    {
        var clock = new ManualTimeProvider(Now);
        await using var host = await HostUnderTest.StartAsync(clock);
        await host.PreparePetsAsync();
        await using var agent = await host.JoinAsync();
        using (var sent = await agent.Http.PostAsJsonAsync(
            AgentRoutes.Telemetry, Batches.Of(requests: 30, start: Now.ToUnixTimeSeconds() - 25), ContractsJsonContext.Default.TelemetryBatch))
        {
            await HostUnderTest.ReadAsync(sent);
        }

        var metrics = await host.GetJsonAsync("api/v1/endpoints/pets/metrics?from=-30s&step=10s&variant=v1");
        var other = await host.GetJsonAsync("api/v1/endpoints/pets/metrics?from=-30s&step=10s&variant=v2");

        var points = metrics.GetProperty("series")[0].GetProperty("points").EnumerateArray();
        Assert.Equal(["30", "null", "null"], points.Select(p => p.GetProperty("requests").GetRawText()));
        Assert.Equal(10, metrics.GetProperty("stepSeconds").GetInt32());
        Assert.Equal(0, other.GetProperty("series").GetArrayLength());
    }

    [Fact]
    public async Task GetEvidence_OfAMeasuredEndpoint_GivesEachVariantAndHowMuchHasArrived()
    {
        var clock = new ManualTimeProvider(Now);
        await using var host = await HostUnderTest.StartAsync(clock);
        await host.PreparePetsAsync();
        await using var agent = await host.JoinAsync();
        using (var sent = await agent.Http.PostAsJsonAsync(
            AgentRoutes.Telemetry, Batches.Of(requests: 30, start: Now.ToUnixTimeSeconds() - 25), ContractsJsonContext.Default.TelemetryBatch))
        {
            await HostUnderTest.ReadAsync(sent);
        }

        var evidence = await host.GetJsonAsync("api/v1/endpoints/pets/evidence");

        var variant = evidence.GetProperty("variants").EnumerateArray().Single();
        Assert.Equal(("v1", 30L, 0.0), (variant.GetProperty("variant").GetString(), variant.GetProperty("requests").GetInt64(), variant.GetProperty("errorShare").GetDouble()));
        Assert.Equal("null", variant.GetProperty("accuracy").GetRawText());
        Assert.Equal("null", evidence.GetProperty("verdicts").GetRawText());
        Assert.True(evidence.GetProperty("completeness").TryGetProperty("share", out _));
    }

    [Theory]
    [InlineData(60, "stuck")]
    [InlineData(0, "")]
    public async Task GetEvidence_AgentWithoutABatch_IsStuckOnlyWhenItSaysThatSomethingWaits(int oldestSeconds, string stuck)
    {
        await using var host = await HostUnderTest.StartAsync(new ManualTimeProvider(Now));
        await host.PreparePetsAsync();
        await using var agent = await host.JoinAsync(name: "stuck");
        var welcome = await agent.ConnectAsync();
        await agent.AcknowledgeAsync(welcome.Offer!);
        await agent.InvokeAsync<HeartbeatReply>(nameof(IAgentHub.Heartbeat), new HeartbeatReport
        {
            Applied = welcome.Offer!.Position,
            SentAt = Now,
            InFlight = 0,
            ResidentBytes = 1,
            OldestPending = TimeSpan.FromSeconds(oldestSeconds),
            Versions = [],
        });

        var completeness = (await host.GetJsonAsync("api/v1/endpoints/pets/evidence")).GetProperty("completeness");

        Assert.Equal(1, completeness.GetProperty("agents").GetInt32());
        Assert.Equal(stuck, string.Join(' ', completeness.GetProperty("stuck").EnumerateArray().Select(n => n.GetString())));
        Assert.Equal(oldestSeconds == 0, completeness.GetProperty("isEnough").GetBoolean());
    }

    [Fact]
    public async Task GetEvidence_OfAnUnknownEndpoint_IsNotFound()
    {
        await using var host = await HostUnderTest.StartAsync();

        using var answer = await host.Http.GetAsync("api/v1/endpoints/none/evidence");

        Assert.Equal(StatusCodes.Status404NotFound, (int)answer.StatusCode);
    }

    [Fact]
    public void Exposition_OfALabelWithSpecialCharacters_EscapesThem()
    {
        var page = new ExpositionPage();

        page.Gauge("things", "Things.");
        page.Sample(0.5, ("name", "a\"b\\c\nd"), ("kind", "x"));
        page.Sample(2);

        Assert.Equal("# HELP things Things.\n# TYPE things gauge\nthings{name=\"a\\\"b\\\\c\\nd\",kind=\"x\"} 0.5\nthings 2\n", page.ToString());
    }

    private static QueryCollection Query(string text) => new(QueryHelpers.ParseQuery(text));
}
