using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ControlPlane.Web.Tests.Hosting;

namespace ControlPlane.Web.Tests.Webhooks;

/// <summary>Webhooks of a real control plane, delivered to a real server on loopback.</summary>
public sealed class WebhooksApiTests(WebhookHost shared) : IClassFixture<WebhookHost>, IAsyncLifetime
{
    /// <summary>A type of event that nothing here causes, so that only what a test sends arrives.</summary>
    private static readonly string[] Quiet = ["drift.detected"];

    private readonly HostUnderTest _shared = shared.Host;
    private HostUnderTest _host = shared.Host;
    private WebhookReceiver _receiver = null!;

    public async Task InitializeAsync() => _receiver = await WebhookReceiver.StartAsync();

    public async Task DisposeAsync()
    {
        // The host is for the next test too, which shall not hear of this one's webhooks.
        foreach (var webhook in (await _host.GetJsonAsync("api/v1/webhooks")).GetProperty("items").EnumerateArray())
            (await _host.SendAsync(HttpMethod.Delete, $"webhooks/{Text(webhook, "name")}", null)).Dispose();
        if (_host != _shared)
            await _host.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task Delivery_OfAMovedAlias_SaysWhatIsTrueAfterwards()
    {
        await _host.RegisterAsync("aliased", 2);
        await MoveAliasAsync("aliased", 1);
        await MakeAsync("alerts", new { url = _receiver.Url, events = new[] { "alias.moved" } });

        await MoveAliasAsync("aliased", 2);

        var got = await _receiver.NextAsync();
        Assert.Equal("application/cloudevents+json; charset=utf-8", got.ContentType);
        Assert.Equal(("1.0", "alias.moved", "models/aliased/aliases/champion"), (Text(got.Event, "specversion"), got.Type, Text(got.Event, "subject")));
        Assert.Equal(2, got.Data.GetProperty("version").GetInt32());
        Assert.Equal(got.Id, Text(got.Event, "id"));
    }

    [Fact]
    public async Task Delivery_OfARollout_HoldsItsPhaseAfterTheTransition()
    {
        await _host.PreparePetsAsync();
        await using var agent = await _host.JoinAsync();
        await agent.ConnectAsync();
        await MakeAsync("alerts", new { url = _receiver.Url, endpoint = "pets", events = new[] { "rollout.started", "rollout.aborted", "rollout.rolling-back", "rollout.paused" } });
        using var started = await _host.PostAsync("endpoints/pets/rollouts", new { strategy = "canary", versions = new[] { 2 } });
        var id = (await HostUnderTest.ReadAsync(started)).GetProperty("id").GetString();
        using var paused = await _host.PostAsync($"rollouts/{id}/pause", new { reason = "wait" });
        using var aborted = await _host.PostAsync($"rollouts/{id}/abort", new { reason = "no" });
        await HostUnderTest.ReadAsync(aborted);

        var got = new[] { await _receiver.NextAsync(), await _receiver.NextAsync(), await _receiver.NextAsync() };

        Assert.Equal(["rollout.started", "rollout.paused", "rollout.rolling-back"], got.Select(g => g.Type));
        Assert.Equal(["preparing", "paused", "rolling-back"], got.Select(g => Text(g.Data, "phase")));
        Assert.Equal(3, got.Select(g => g.Id).Distinct().Count());
        Assert.Equal($"/api/v1/rollouts/{id}", Text(got[1].Data.GetProperty("links"), "self"));
    }

    [Fact]
    public async Task Signature_OfADelivery_IsTheOneOfStandardWebhooks()
    {
        var secret = await MakeAsync("alerts", new { url = _receiver.Url, events = Quiet });

        await TestAsync("alerts");

        var got = await _receiver.NextAsync();
        var key = Convert.FromBase64String(secret!["whsec_".Length..]);
        var expected = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{got.Id}.{got.Timestamp}.{got.Body}")));
        Assert.Equal($"v1,{expected}", got.Signature);
        Assert.InRange(long.Parse(got.Timestamp), TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 30, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
    }

    [Fact]
    public async Task Delivery_RefusedByTheReceiver_IsTriedAgainWithTheSameIdThenGivenUp()
    {
        _receiver.AnswerWith(503, "under repair");
        await MakeAsync("alerts", new { url = _receiver.Url, events = Quiet });

        var id = await TestAsync("alerts");

        var got = new[] { await _receiver.NextAsync(), await _receiver.NextAsync(), await _receiver.NextAsync() };
        Assert.Single(got.Select(g => g.Id).Distinct());
        var end = await EndOfAsync("alerts", id);
        Assert.Equal(("failed", 3, 503), (Text(end, "state"), end.GetProperty("attempts").GetInt32(), end.GetProperty("status").GetInt32()));
        Assert.Contains("under repair", Text(end, "said"), StringComparison.Ordinal);
        Assert.False(_receiver.HasMore);
    }

    [Fact]
    public async Task Replay_OfAFailedDelivery_SendsTheSameEventOnceMore()
    {
        _receiver.AnswerWith(410);
        await MakeAsync("alerts", new { url = _receiver.Url, events = Quiet });
        var id = await TestAsync("alerts");
        var first = await _receiver.NextAsync();
        Assert.Equal("failed", Text(await EndOfAsync("alerts", id), "state"));
        _receiver.AnswerWith(200);

        using var answer = await _host.PostAsync($"webhooks/alerts/deliveries/{id}/replay", null);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var replay = await HostUnderTest.ReadAsync(answer);
        Assert.Equal(id, Text(replay, "replayOf"));
        Assert.Equal((first.Id, first.Body), ((await _receiver.NextAsync()) is var second ? second.Id : "", second.Body));
        Assert.Equal("delivered", Text(await EndOfAsync("alerts", Text(replay, "id")), "state"));
    }

    [Fact]
    public async Task Delivery_ThatWaitedOverARestart_ArrivesWithItsId()
    {
        _receiver.AnswerWith(503);
        _host = await WebhookHost.StartAsync("--Webhooks:Attempts", "50", "--Webhooks:FirstDelay", "00:00:00.5", "--Webhooks:LongestDelay", "00:00:00.5");
        await MakeAsync("alerts", new { url = _receiver.Url, events = Quiet });
        var id = await TestAsync("alerts");
        var before = await _receiver.NextAsync();

        _host = await _host.RestartAsync();
        _receiver.AnswerWith(204);

        Assert.Equal("delivered", Text(await EndOfAsync("alerts", id), "state"));
        while (_receiver.HasMore)
            Assert.Equal(before.Id, (await _receiver.NextAsync()).Id);
    }

    [Fact]
    public async Task Slack_AsFormat_IsTextAndBlocks()
    {
        await _host.RegisterAsync("chatted", 1);
        await MakeAsync("chat", new { url = _receiver.Url, format = "slack", events = new[] { "alias.moved" } });

        await MoveAliasAsync("chatted", 1);

        var got = await _receiver.NextAsync();
        Assert.StartsWith("application/json", got.ContentType, StringComparison.Ordinal);
        Assert.Equal("chatted: alias moved. The alias champion of chatted points at version 1.", Text(got.Event, "text"));
        Assert.Equal(["section", "context"], got.Event.GetProperty("blocks").EnumerateArray().Select(b => Text(b, "type")));
        Assert.EndsWith("/…", Text(await _host.GetJsonAsync("api/v1/webhooks/chat"), "url"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "F83")]
    public async Task Redirect_ByTheReceiver_IsNotFollowed()
    {
        _receiver.Answer = context =>
        {
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        };
        await MakeAsync("alerts", new { url = _receiver.Url, events = Quiet });

        var id = await TestAsync("alerts");

        await _receiver.NextAsync();
        Assert.Contains("redirects are not followed", Text(await EndOfAsync("alerts", id), "said"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secret_OfAWebhook_IsShownOnceAndNowhereElse()
    {
        using var made = await _host.PutAsync("webhooks/alerts", new { url = _receiver.Url });
        var secret = Text(await HostUnderTest.ReadAsync(made), "secret");
        using var again = await _host.PutAsync("webhooks/alerts", new { url = _receiver.Url, events = new[] { "drift.detected" } });

        var shown = await again.Content.ReadAsStringAsync()
            + (await _host.GetJsonAsync("api/v1/webhooks")).GetRawText()
            + await _host.Http.GetStringAsync(new Uri("api/v1/audit/export", UriKind.Relative));

        Assert.Equal("no-store", made.Headers.CacheControl?.ToString());
        Assert.Contains("\"webhook\"", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, shown, StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(_host.DataFolder, "state.db*"))
            Assert.DoesNotContain(secret["whsec_".Length..], await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://10.1.2.3/x")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://[::1]:9/")]
    [InlineData("http://[::ffff:192.168.0.1]/")]
    [InlineData("http://[fe80::1]/")]
    [InlineData("http://0xa.1.2.3/")]
    [InlineData("http://2130706434/")]
    [Trait("Fault", "F83")]
    public async Task Put_WithAPrivateAddress_IsRefused(string url)
    {
        using var answer = await _host.PutAsync("webhooks/inside", new { url });

        var problem = await HostUnderTest.ReadProblemAsync(answer, 400);
        Assert.Equal("webhook_address_refused", Text(problem, "code"));
    }

    [Fact]
    public async Task Put_WhenLoopbackIsNotAllowed_IsRefusedByNameToo()
    {
        await using var strict = await HostUnderTest.StartAsync();

        using var byName = await strict.PutAsync("webhooks/inside", new { url = "http://localhost:9/x" });
        using var byAddress = await strict.PutAsync("webhooks/inside", new { url = _receiver.Url });

        Assert.Equal("webhook_address_refused", Text(await HostUnderTest.ReadProblemAsync(byName, 400), "code"));
        Assert.Equal("webhook_address_refused", Text(await HostUnderTest.ReadProblemAsync(byAddress, 400), "code"));
    }

    [Fact]
    public async Task Put_WithAnOldTag_Is412AndWithAWrongBody400()
    {
        await MakeAsync("alerts", new { url = _receiver.Url, events = Quiet });

        using var late = await _host.PutAsync("webhooks/alerts", new { url = _receiver.Url }, ("If-Match", "\"7\""));
        using var wrong = await _host.PutAsync("webhooks/alerts", new { events = new[] { "rollout.danced" }, secret = "short" });
        using var gone = await _host.SendAsync(HttpMethod.Delete, "webhooks/alerts", null);
        using var missing = await _host.PostAsync("webhooks/alerts/test", null);

        await HostUnderTest.ReadProblemAsync(late, 412);
        Assert.Equal("webhook_invalid", Text(await HostUnderTest.ReadProblemAsync(wrong, 400), "code"));
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        Assert.Equal("webhook_not_found", Text(await HostUnderTest.ReadProblemAsync(missing, 404), "code"));
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private async Task<string?> MakeAsync(string name, object body)
    {
        using var answer = await _host.PutAsync($"webhooks/{name}", body);
        return (await HostUnderTest.ReadAsync(answer)).GetProperty("secret").GetString();
    }

    private async Task<string> TestAsync(string name)
    {
        using var answer = await _host.PostAsync($"webhooks/{name}/test", null);
        return Text(await HostUnderTest.ReadAsync(answer), "id");
    }

    private async Task MoveAliasAsync(string model, int version)
    {
        using var answer = await _host.PutAsync($"models/{model}/aliases/champion", new { version });
        await HostUnderTest.ReadAsync(answer);
    }

    private async Task<JsonElement> EndOfAsync(string webhook, string delivery)
    {
        JsonElement seen = default;
        await TestKit.Processes.Eventually.BeTrueAsync(
            "the delivery has ended",
            async () =>
            {
                seen = await _host.GetJsonAsync($"api/v1/webhooks/{webhook}/deliveries/{delivery}");
                return Text(seen, "state") != "waiting";
            },
            TimeSpan.FromSeconds(20));
        return seen;
    }
}
