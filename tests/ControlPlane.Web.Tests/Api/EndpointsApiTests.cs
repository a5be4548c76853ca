using System.Net;
using System.Text.Json;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Shadows;
using ControlPlane.Web.Tests.Hosting;

namespace ControlPlane.Web.Tests.Api;

public sealed partial class EndpointsApiTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly HostUnderTest _host = shared.Host;

    [Fact]
    public async Task Put_ANewEndpoint_Is201AndReadsBack()
    {
        await _host.RegisterAsync("created", 1);

        using var answer = await _host.PutAsync("endpoints/created", new { model = "created", stableVersion = 1, segmentAttributes = new[] { "x-region" } });
        await HostUnderTest.ReadAsync(answer);
        var endpoint = await _host.GetJsonAsync("api/v1/endpoints/created");

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("\"1\"", answer.Headers.ETag?.ToString());
        Assert.Equal("x-region", endpoint.GetProperty("segmentAttributes")[0].GetString());
        Assert.Equal(10_000, endpoint.GetProperty("variants")[0].GetProperty("weight").GetInt32());
    }

    [Fact]
    public async Task Put_TheSameAgain_ChangesNothing()
    {
        await CreateAsync("same");

        using var answer = await _host.PutAsync("endpoints/same", new { model = "same", stableVersion = 1 });
        var change = await HostUnderTest.ReadAsync(answer);

        Assert.False(change.GetProperty("isChanged").GetBoolean());
        Assert.Equal(1, change.GetProperty("concurrencyVersion").GetInt64());
    }

    [Fact]
    public async Task Put_Isolation_IsKeptAndToldToAgents()
    {
        await CreateAsync("isolated");
        Assert.Equal("none", (await _host.GetJsonAsync("api/v1/endpoints/isolated")).GetProperty("isolation").GetString());

        using var kept = await _host.PutAsync("endpoints/isolated", new { model = "isolated", stableVersion = 1, isolation = "process" });

        await HostUnderTest.ReadAsync(kept);
        Assert.Equal("process", (await _host.GetJsonAsync("api/v1/endpoints/isolated")).GetProperty("isolation").GetString());
    }

    [Fact]
    public async Task Put_RewardLimits_AreKeptAndRefusedByFieldWhenTheyLeaveNoRoom()
    {
        await CreateAsync("rewarded");

        using var kept = await _host.PutAsync("endpoints/rewarded", new { model = "rewarded", stableVersion = 1, rewardLimits = new { minimum = 0, maximum = 1 } });
        using var refused = await _host.PutAsync("endpoints/rewarded", new { model = "rewarded", stableVersion = 1, rewardLimits = new { minimum = 1, maximum = 1 } });

        await HostUnderTest.ReadAsync(kept);
        Assert.Equal("""{"minimum":0,"maximum":1}""", (await _host.GetJsonAsync("api/v1/endpoints/rewarded")).GetProperty("rewardLimits").GetRawText());
        Assert.Equal("rewardLimits", (await HostUnderTest.ReadProblemAsync(refused, 400)).GetProperty("errors")[0].GetProperty("field").GetString());
    }

    [Fact]
    public async Task Put_IfNoneMatchStar_RefusesToOverwrite()
    {
        await CreateAsync("guarded");

        using var answer = await _host.PutAsync("endpoints/guarded", new { model = "guarded", stableVersion = 1 }, ("If-None-Match", "*"));

        Assert.Equal("changed_meanwhile", (await HostUnderTest.ReadProblemAsync(answer, 412)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Put_SettingsThatAreWrong_NamesThemAsTheBodyDoes()
    {
        await _host.RegisterAsync("settings", 1);

        using var answer = await _host.PutAsync("endpoints/settings", new { model = "settings", stableVersion = 1, guards = new { errorShare = 2 } });
        var problem = await HostUnderTest.ReadProblemAsync(answer, 400);

        Assert.Equal("guards.errorShare", problem.GetProperty("errors")[0].GetProperty("field").GetString());
    }

    [Fact]
    public async Task Delete_ThenGet_Is404AndTheNextTableIsWithoutIt()
    {
        await CreateAsync("gone");

        using var deleted = await _host.SendAsync(HttpMethod.Delete, "endpoints/gone", null, ("If-Match", "\"1\""));
        await HostUnderTest.ReadAsync(deleted);
        using var answer = await _host.Http.GetAsync(new Uri("api/v1/endpoints/gone", UriKind.Relative));

        Assert.Equal("endpoint_not_found", (await HostUnderTest.ReadProblemAsync(answer, 404)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Diff_OfTwoRevisions_CountsTheCallersThatMove()
    {
        await CreateAsync("diff");
        var before = (await _host.GetJsonAsync("api/v1/endpoints/diff/routing-table")).GetProperty("revision").GetInt64();
        using (var split = await _host.PutSplitAsync("diff", 9_000, 1_000))
            await HostUnderTest.ReadAsync(split);
        var after = (await _host.GetJsonAsync("api/v1/endpoints/diff/routing-table")).GetProperty("revision").GetInt64();

        var diff = await _host.GetJsonAsync($"api/v1/endpoints/diff/routing-table/diff?from={before}&to={after}");
        var same = await _host.GetJsonAsync($"api/v1/endpoints/diff/routing-table/diff?from={after}&to={after}");

        Assert.Equal((true, 1_000), (diff.GetProperty("isDifferent").GetBoolean(), diff.GetProperty("movedBasisPoints").GetInt32()));
        Assert.Equal((false, 0), (same.GetProperty("isDifferent").GetBoolean(), same.GetProperty("movedBasisPoints").GetInt32()));
    }

    [Fact]
    public async Task Watch_ARoutingTable_GivesTheNewestAndThenEachChange()
    {
        await CreateAsync("watched");
        using var answer = await _host.Http.GetAsync(
            new Uri("api/v1/endpoints/watched/routing-table?watch=true", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());

        var first = await NextEventAsync(reader);
        using (var split = await _host.PutSplitAsync("watched", 9_000, 1_000))
            await HostUnderTest.ReadAsync(split);
        JsonElement next;
        do
            next = await NextEventAsync(reader);
        while (next.GetProperty("routing").GetProperty("variants").GetArrayLength() == 1);

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(1, first.GetProperty("routing").GetProperty("variants").GetArrayLength());
        Assert.Equal(1_000, next.GetProperty("routing").GetProperty("variants")[1].GetProperty("weight").GetInt32());
    }

    [Fact]
    public async Task RoutingTable_AskedWithItsEntityTag_Is304()
    {
        await CreateAsync("tagged");
        using var first = await _host.Http.GetAsync(new Uri("api/v1/endpoints/tagged/routing-table", UriKind.Relative));

        using var second = await _host.SendAsync(HttpMethod.Get, "endpoints/tagged/routing-table", null, ("If-None-Match", first.Headers.ETag!.ToString()));

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task RemoveOutputs_OfOneRequest_AreGoneAndInTheHistoryWithTheReason()
    {
        await CreateAsync("recorded");
        var sample = new ShadowSample
        {
            Endpoint = "recorded",
            Variant = "v2",
            Version = 2,
            Champion = "v1",
            ChampionVersion = 1,
            RouteRevision = 1,
            RequestId = "r1",
            AnsweredAt = _host.Get<TimeProvider>().GetUtcNow(),
            Segments = [],
            Outcome = ShadowOutcome.Disagreed,
            Deviation = 1,
            ChampionOutputs = "[1,0]",
            ShadowOutputs = "[0,1]",
        };
        await _host.Get<ShadowSampleStore>().TakeAsync(new ShadowSampleBatch([sample, sample with { RequestId = "r2" }]), CancellationToken.None);

        using var answer = await _host.SendAsync(HttpMethod.Delete, "endpoints/recorded/recorded-outputs?request=r1&reason=privacy", null);
        var change = await HostUnderTest.ReadAsync(answer);
        var entry = (await _host.GetJsonAsync("api/v1/endpoints/recorded/history")).GetProperty("items")[0];

        Assert.Equal("Recorded outputs of 1 compared answer were removed for good.", change.GetProperty("sentence").GetString());
        Assert.Equal(
            ("outputs-removed", "local user", "api", "privacy"),
            (entry.GetProperty("kind").GetString(), entry.GetProperty("actor").GetString(), entry.GetProperty("way").GetString(), entry.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task RemoveOutputs_WhereNoneAreKept_ChangesNothingAndOfAnUnknownEndpointIsRefused()
    {
        await CreateAsync("unrecorded");

        using var answer = await _host.SendAsync(HttpMethod.Delete, "endpoints/unrecorded/recorded-outputs", null);
        using var unknown = await _host.SendAsync(HttpMethod.Delete, "endpoints/nowhere/recorded-outputs", null);

        var change = await HostUnderTest.ReadAsync(answer);
        Assert.Equal((false, "outputs-removed"), (change.GetProperty("isChanged").GetBoolean(), change.GetProperty("kind").GetString()));
        Assert.Equal("endpoint_not_found", (await HostUnderTest.ReadProblemAsync(unknown, 404)).GetProperty("code").GetString());
    }

    private static async Task<JsonElement> NextEventAsync(StreamReader reader)
    {
        while (true)
        {
            var line = await reader.ReadLineAsync() ?? throw new EndOfStreamException("The stream of events ended.");
            if (line.StartsWith("data: ", StringComparison.Ordinal))
                return JsonSerializer.Deserialize<JsonElement>(line["data: ".Length..]);
        }
    }

    private async Task CreateAsync(string name)
    {
        await _host.RegisterAsync(name, 2);
        using var answer = await _host.PutAsync($"endpoints/{name}", new { model = name, stableVersion = 1 });
        await HostUnderTest.ReadAsync(answer);
    }
}
