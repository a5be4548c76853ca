using System.Net.Http.Json;
using System.Text.Json;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Json;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.TestKit.Time;
using ControlPlane.Web.Api;
using ControlPlane.Web.Tests.Agents;
using ControlPlane.Web.Tests.Features.Rollouts;
using ControlPlane.Web.Tests.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace ControlPlane.Web.Tests.Api;

[Trait("Category", "Slow")]
public sealed partial class MetricsTests
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
    public async Task Get_EverySeries_TravelsWithWhatHasArrivedOfEachStep()
    {
        var clock = new ManualTimeProvider(Now);
        await using var host = await HostUnderTest.StartAsync(clock);
        await host.PreparePetsAsync();
        await using var agent = await host.JoinAsync();
        await agent.ConnectAsync();
        await SendAsync(agent, Rich(1, Now.ToUnixTimeSeconds() - 25), Rich(2, Now.ToUnixTimeSeconds() - 25) with
        {
            Comparison = new ShadowComparison { Pairs = 10, Labelled = 10, Agreed = 9, SegmentLabelled = new Dictionary<string, long> { ["region=au"] = 4 }, SegmentAgreed = new Dictionary<string, long> { ["region=au"] = 3 } },
        });

        var metrics = await host.GetJsonAsync("api/v1/endpoints/pets/metrics?from=-30s&step=10s");

        var point = metrics.GetProperty("series")[0].GetProperty("points")[0];
        Assert.Equal(("""{"cat":7,"dog":3}""", """{"timeout":2}"""), (point.GetProperty("labels").GetRawText(), point.GetProperty("errorsByClass").GetRawText()));
        Assert.Equal((1L, 20, 2.5), (point.GetProperty("invalid").GetInt64(), point.GetProperty("scores").GetArrayLength(), point.GetProperty("cpuMilliseconds").GetDouble()));
        Assert.Equal((6L, 1L), (Segment(point, "requests"), Segment(point, "errors")));
        Assert.Equal("null", point.GetProperty("agreement").GetRawText());
        var shadow = metrics.GetProperty("series")[1].GetProperty("points")[0];
        Assert.Equal((0.9, 3L), (shadow.GetProperty("agreement").GetProperty("share").GetDouble(), Segment(shadow, "agreed")));
        Assert.True(metrics.GetProperty("completeness").TryGetProperty("share", out _));
        Assert.All(metrics.GetProperty("series").EnumerateArray().SelectMany(s => s.GetProperty("points").EnumerateArray()), p => Assert.True(p.TryGetProperty("completeness", out _)));
    }

    [Fact]
    [Trait("Fault", "F54")]
    public async Task Get_ByRevision_PoolsNothingAcrossRevisionsAndFiltersByThem()
    {
        var clock = new ManualTimeProvider(Now);
        await using var host = await HostUnderTest.StartAsync(clock);
        await host.PreparePetsAsync();
        await using var agent = await host.JoinAsync();
        await SendAsync(agent, Rich(1, Now.ToUnixTimeSeconds() - 25) with { RouteRevision = 3 }, Rich(1, Now.ToUnixTimeSeconds() - 24) with { RouteRevision = 4 }, Rich(1, Now.ToUnixTimeSeconds() - 23) with { RouteRevision = 6 });

        async Task<string> SeriesAsync(string query) => string.Join(' ', (await host.GetJsonAsync($"api/v1/endpoints/pets/metrics?from=-30s&step=10s&{query}")).GetProperty("series").EnumerateArray()
            .Select(s => $"{s.GetProperty("routeRevision").GetRawText()}:{s.GetProperty("points")[0].GetProperty("requests").GetRawText()}"));

        Assert.Equal("null:30", await SeriesAsync(""));
        Assert.Equal("3:10 4:10 6:10", await SeriesAsync("by=revision"));
        Assert.Equal("null:20", await SeriesAsync("revision=3-4"));
        Assert.Equal("4:10 6:10", await SeriesAsync("revision=4-&by=revision"));
        Assert.Equal("6:10", await SeriesAsync("revision=6&by=revision"));
        Assert.Equal("", await SeriesAsync("revision=9"));
    }

    [Theory]
    [InlineData("revision=x", "revision")]
    [InlineData("revision=5-3", "revision")]
    [InlineData("revision=1-2-3", "revision")]
    [InlineData("by=variant", "by")]
    [InlineData("rollout=abc", "rolloutStep")]
    [InlineData("rolloutStep=1", "rolloutStep")]
    [InlineData("rollout=abc&rolloutStep=first", "rolloutStep")]
    public void Filter_ThatMakesNoSense_NamesTheParameter(string query, string field)
    {
        var refusal = MetricsFilter.Read(Query(query)).Refusal!;

        Assert.Equal(("query_malformed", field), (refusal.Code, refusal.Fields.Single().Field));
    }

    [Fact]
    public async Task Get_OfARolloutThatIsNotThere_IsNotFound()
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.PreparePetsAsync();

        using var answer = await host.Http.GetAsync("api/v1/endpoints/pets/metrics?rollout=none&rolloutStep=0");

        Assert.Equal(StatusCodes.Status404NotFound, (int)answer.StatusCode);
    }

    [Fact]
    public void During_AStepOfARollout_IsTheTimeItWasInForce()
    {
        var began = ARollout.Start.AddMinutes(-10);
        var rollout = ARollout.Canary.At(1, began).At(2, began.AddMinutes(4)).Rollout;
        var range = new MetricsRange(ARollout.Start.AddMinutes(-15), ARollout.Start, TimeSpan.FromSeconds(10));

        Outcome<MetricsRange> Ask(int step, MetricsRange asked) => MetricsFilter.Read(Query($"rollout=r1&rolloutStep={step}")).Value.During(asked, rollout);

        Assert.Equal((began, began.AddMinutes(4)), (Ask(1, range).Value.From, Ask(1, range).Value.To));
        Assert.Equal((began.AddMinutes(4), range.To), (Ask(2, range).Value.From, Ask(2, range).Value.To));
        Assert.Equal("rolloutStep", Ask(3, range).Refusal!.Fields.Single().Field);
        Assert.Equal("from", Ask(1, range with { From = began.AddMinutes(5) }).Refusal!.Fields.Single().Field);
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

    [Fact]
    public async Task GetQuality_OfAnEndpointWithoutLabels_SaysWhyNothingIsEstimable()
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

        var version = (await host.GetJsonAsync("api/v1/endpoints/pets/quality?from=-1h")).GetProperty("versions").EnumerateArray().Single();

        Assert.Equal(("v1", 30L), (version.GetProperty("variant").GetString(), version.GetProperty("answers").GetInt64()));
        Assert.Equal((0.0, 30L), (version.GetProperty("labelCoverage").GetProperty("value").GetDouble(), version.GetProperty("labelCoverage").GetProperty("units").GetInt64()));
        foreach (var name in (string[])["accuracy", "auc", "calibrationError", "brier", "cost"])
        {
            Assert.Equal("null", version.GetProperty(name).GetProperty("value").GetRawText());
            Assert.NotEmpty(version.GetProperty(name).GetProperty("whyNot").GetString()!);
        }
    }

    [Theory]
    [InlineData("none/quality", StatusCodes.Status404NotFound)]
    [InlineData("none/quality?from=yesterday", StatusCodes.Status400BadRequest)]
    public async Task GetQuality_OfWhatIsNotThere_IsRefused(string path, int status)
    {
        await using var host = await HostUnderTest.StartAsync();

        using var answer = await host.Http.GetAsync($"api/v1/endpoints/{path}");

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task GetEvidence_OfAnUnknownEndpoint_IsNotFound()
    {
        await using var host = await HostUnderTest.StartAsync();

        using var answer = await host.Http.GetAsync("api/v1/endpoints/none/evidence");

        Assert.Equal(StatusCodes.Status404NotFound, (int)answer.StatusCode);
    }

    private static long Segment(JsonElement point, string count) => point.GetProperty("segments").GetProperty("region=au").GetProperty(count).GetInt64();

    private static TelemetryBucket Rich(int version, long start) => new()
    {
        Start = start,
        Endpoint = "pets",
        Variant = $"v{version}",
        Version = version,
        RouteRevision = 1,
        Revision = 1,
        Requests = 10,
        Errors = new Dictionary<ErrorClass, long> { [ErrorClass.Timeout] = 2 },
        Outputs = new OutputSummary { Labels = new Dictionary<string, long> { ["cat"] = 7, ["dog"] = 3 }, Scores = [.. Enumerable.Repeat(1L, OutputSummary.ScoreBins)], Invalid = 1 },
        Segments = new Dictionary<string, long> { ["region=au"] = 6 },
        SegmentErrors = new Dictionary<string, long> { ["region=au"] = 1 },
        CpuMicroseconds = 2_500,
    };

    private static async Task SendAsync(FakeAgent agent, params TelemetryBucket[] buckets)
    {
        var batch = new TelemetryBatch { BootId = "boot", Sequence = 1, OldestPending = buckets[0].Start, Buckets = buckets, Lifetime = [], SentAt = Now };
        using var sent = await agent.Http.PostAsJsonAsync(AgentRoutes.Telemetry, batch, ContractsJsonContext.Default.TelemetryBatch);
        await HostUnderTest.ReadAsync(sent);
    }

    private static QueryCollection Query(string text) => new(QueryHelpers.ParseQuery(text));
}
