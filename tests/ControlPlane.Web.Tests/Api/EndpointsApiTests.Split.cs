using System.Text;
using ControlPlane.Web.Tests.Hosting;

namespace ControlPlane.Web.Tests.Api;

/// <content>Who answers: splits, going back, taking that back.</content>
public sealed partial class EndpointsApiTests
{
    [Fact]
    public async Task PutSplit_WithTheVersionSeen_Applies_AndWithAnOldOneIsRefused()
    {
        await CreateAsync("conflict");
        var split = new { variants = new[] { new { version = 1, weight = 9_000 }, new { version = 2, weight = 1_000 } } };

        using var first = await _host.PutAsync("endpoints/conflict/split", split, ("If-Match", "\"1\""));
        using var second = await _host.PutAsync("endpoints/conflict/split", split, ("If-Match", "\"1\""));
        using var malformed = await _host.PutAsync("endpoints/conflict/split", split, ("If-Match", "seven"));

        Assert.Equal("\"2\"", first.Headers.ETag?.ToString());
        Assert.Equal("changed_meanwhile", (await HostUnderTest.ReadProblemAsync(second, 412)).GetProperty("code").GetString());
        Assert.Equal("etag_malformed", (await HostUnderTest.ReadProblemAsync(malformed, 400)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task PutSplit_ThatDoesNotSum_NamesTheSumAndChangesNothing()
    {
        await CreateAsync("sum");

        using var answer = await _host.PutSplitAsync("sum", 9_000, 1_001);
        var problem = await HostUnderTest.ReadProblemAsync(answer, 400);
        var endpoint = await _host.GetJsonAsync("api/v1/endpoints/sum");

        Assert.Equal("split_invalid", problem.GetProperty("code").GetString());
        Assert.Contains("10001", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, endpoint.GetProperty("concurrencyVersion").GetInt64());
    }

    [Fact]
    public async Task PutSplit_OfAnUnknownVersion_NamesTheField()
    {
        await CreateAsync("unknown");

        using var answer = await _host.PutAsync("endpoints/unknown/split", new { variants = new[] { new { version = 9, weight = 10_000 } } });
        var problem = await HostUnderTest.ReadProblemAsync(answer, 400);

        Assert.Equal("version_not_found", problem.GetProperty("code").GetString());
        Assert.Equal("variants[0].version", problem.GetProperty("errors")[0].GetProperty("field").GetString());
    }

    [Theory]
    [InlineData("""{"variants":[{"version":1,"weight":NaN}]}""", "variants[0].weight")]
    [InlineData("""{"variants":[{"version":1,"weight":"10000"}]}""", "variants[0].weight")]
    [InlineData("""{"variants":[{"version":1,"weight":10000.5}]}""", "variants[0].weight")]
    [InlineData("""{"variants":[{"version":1,"weight":10000,"wieght":1}]}""", "variants[0].wieght")]
    [InlineData("""{"variants":[{"version":1}]}""", "variants[0].weight")]
    [InlineData("""{"reason":"none"}""", "variants")]
    [InlineData("""{"variants":null}""", "variants")]
    [InlineData("""[]""", "body")]
    [InlineData("null", "body")]
    [InlineData("", "body")]
    public async Task PutSplit_MalformedBody_NamesTheField(string body, string field)
    {
        await CreateAsync("malformed");

        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _host.SendAsync(HttpMethod.Put, "endpoints/malformed/split", content);
        var problem = await HostUnderTest.ReadProblemAsync(answer, 400);

        Assert.Equal(("json_malformed", field), (problem.GetProperty("code").GetString(), problem.GetProperty("errors")[0].GetProperty("field").GetString()));
    }

    [Fact]
    public async Task RollBack_Twice_GoesToStableOnceAndUndoRestores()
    {
        await CreateAsync("back");
        using (var split = await _host.PutSplitAsync("back", 4_000, 6_000))
            await HostUnderTest.ReadAsync(split);

        using var first = await _host.PostAsync("endpoints/back/rollback", new { reason = "errors rise" });
        using var second = await _host.PostAsync("endpoints/back/rollback", null);
        var changed = await HostUnderTest.ReadAsync(first);
        var unchanged = await HostUnderTest.ReadAsync(second);
        using var undone = await _host.PostAsync("endpoints/back/undo", null);
        await HostUnderTest.ReadAsync(undone);
        var restored = await _host.GetJsonAsync("api/v1/endpoints/back/split");
        var history = await _host.GetJsonAsync("api/v1/endpoints/back/history");

        Assert.Equal((true, false), (changed.GetProperty("isChanged").GetBoolean(), unchanged.GetProperty("isChanged").GetBoolean()));
        Assert.Equal(changed.GetProperty("revision").GetInt64(), unchanged.GetProperty("revision").GetInt64());
        Assert.Equal([4_000, 6_000], restored.GetProperty("variants").EnumerateArray().Select(v => v.GetProperty("weight").GetInt32()));
        Assert.Equal(["undone", "rolled-back", "split-changed", "created"], history.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("kind").GetString()));
        Assert.Equal("errors rise", history.GetProperty("items")[1].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Undo_WithoutARollback_IsRefused()
    {
        await CreateAsync("nothing");

        using var answer = await _host.PostAsync("endpoints/nothing/undo", null);

        Assert.Equal("nothing_to_undo", (await HostUnderTest.ReadProblemAsync(answer, 400)).GetProperty("code").GetString());
    }
}
