using System.Net;
using System.Text.Json;
using ControlPlane.TestKit.Time;
using ControlPlane.Web.Api;
using ControlPlane.Web.Realtime;
using ControlPlane.Web.Tests.Hosting;

namespace ControlPlane.Web.Tests.Api;

/// <summary>Streams of changes, read as they come.</summary>
public sealed class WatchTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Rollout_Watched_IsToldAtEachChangeAndEndsWithTheLast()
    {
        await using var host = await HostUnderTest.StartAsync();
        var id = await StartAsync(host);
        using var stream = await OpenAsync(host, $"rollouts/{id}?watch=true");
        using var reader = await ReaderOf(stream);
        var first = await NextAsync(reader);

        using (var aborted = await host.PostAsync($"rollouts/{id}/abort", new { reason = "enough" }))
            await HostUnderTest.ReadAsync(aborted);
        var next = await NextAsync(reader);

        Assert.Equal("text/event-stream", stream.Content.Headers.ContentType?.MediaType);
        Assert.Equal(("rollout", id), (first.Event, first.Data.GetProperty("id").GetString()));
        Assert.True(long.Parse(next.Id) > long.Parse(first.Id));
        Assert.Contains("enough", next.Data.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rollout_WatchedAgainAfterItsLastEvent_TellsTheClientToStay()
    {
        await using var host = await HostUnderTest.StartAsync();
        var id = await StartAsync(host);
        using (var aborted = await host.PostAsync($"rollouts/{id}/abort", null))
            await HostUnderTest.ReadAsync(aborted);
        await TestKit.Processes.Eventually.BeTrueAsync("it has ended", async () => (await host.GetJsonAsync($"api/v1/rollouts/{id}")).GetProperty("endedAt").ValueKind == JsonValueKind.String, Limit);
        var version = (await host.GetJsonAsync($"api/v1/rollouts/{id}")).GetProperty("concurrencyVersion").GetInt64();

        using var again = await OpenAsync(host, $"rollouts/{id}?watch=true", version.ToString());
        using var anew = await OpenAsync(host, $"rollouts/{id}?watch=true");

        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
        Assert.Equal(version.ToString(), (await NextAsync(await ReaderOf(anew))).Id);
    }

    [Fact]
    public async Task Table_WatchedWithTheLastEventId_IsNotToldAgain()
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.PreparePetsAsync();
        using var first = await OpenAsync(host, "endpoints/pets/routing-table?watch=true");
        var seen = await NextAsync(await ReaderOf(first));

        using var second = await OpenAsync(host, "endpoints/pets/routing-table?watch=true", seen.Id);
        using var reader = await ReaderOf(second);
        using (var split = await host.PutSplitAsync("pets", 9_000, 1_000))
            await HostUnderTest.ReadAsync(split);

        Assert.NotEqual(seen.Id, (await NextAsync(reader)).Id);
    }

    [Fact]
    public async Task Stream_WhereNothingHappens_SendsACommentNowAndThen()
    {
        var clock = new ManualTimeProvider();
        await using var host = await HostUnderTest.StartAsync(clock);
        await host.PreparePetsAsync();
        using var stream = await OpenAsync(host, "endpoints/pets/routing-table?watch=true");
        using var reader = await ReaderOf(stream);
        await NextAsync(reader);

        var comment = ReadUntilAsync(reader, line => line.StartsWith(':'));
        while (!comment.IsCompleted)
        {
            clock.Advance(WatchAnswer<object>.Heartbeat);
            await Task.Yield();
        }

        Assert.Equal(": still here", await comment);
    }

    [Fact]
    public async Task Stream_WhenTheClientLeaves_Ends()
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.PreparePetsAsync();
        var bell = host.Get<ChangeBell>();
        var before = bell.SubscriptionCount;
        using (var stream = await OpenAsync(host, "endpoints/pets/routing-table?watch=true"))
        {
            await NextAsync(await ReaderOf(stream));
            Assert.Equal(before + 1, bell.SubscriptionCount);
        }

        await TestKit.Processes.Eventually.BeTrueAsync("nobody listens any more", () => Task.FromResult(bell.SubscriptionCount == before), Limit);
    }

    private static async Task<string> StartAsync(HostUnderTest host)
    {
        await host.PreparePetsAsync();
        await using var agent = await host.JoinAsync();
        await agent.ConnectAsync();
        var body = new { strategy = "canary", versions = new[] { 2 } };
        string? id = null;
        await TestKit.Processes.Eventually.BeTrueAsync(
            "the agent counts as reachable, so that a rollout starts",
            async () =>
            {
                using var started = await host.PostAsync("endpoints/pets/rollouts", body);
                id = started.IsSuccessStatusCode ? (await HostUnderTest.ReadAsync(started)).GetProperty("id").GetString() : null;
                return id is not null;
            },
            Limit);
        return id!;
    }

    private static async Task<HttpResponseMessage> OpenAsync(HostUnderTest host, string path, string? last = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"api/v1/{path}", UriKind.Relative));
        if (last is not null)
            request.Headers.Add("Last-Event-ID", last);
        return await host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static async Task<StreamReader> ReaderOf(HttpResponseMessage stream) => new(await stream.Content.ReadAsStreamAsync());

    private static async Task<(string Id, string Event, JsonElement Data)> NextAsync(StreamReader reader)
    {
        var id = await ReadUntilAsync(reader, line => line.StartsWith("id: ", StringComparison.Ordinal));
        var type = await ReadUntilAsync(reader, line => line.StartsWith("event: ", StringComparison.Ordinal));
        var data = await ReadUntilAsync(reader, line => line.StartsWith("data: ", StringComparison.Ordinal));
        return (id["id: ".Length..], type["event: ".Length..], JsonSerializer.Deserialize<JsonElement>(data["data: ".Length..]));
    }

    private static async Task<string> ReadUntilAsync(StreamReader reader, Func<string, bool> isSought)
    {
        while (await reader.ReadLineAsync().WaitAsync(Limit) is { } line)
        {
            if (isSought(line))
                return line;
        }

        throw new EndOfStreamException("The stream ended before what was awaited came.");
    }
}
