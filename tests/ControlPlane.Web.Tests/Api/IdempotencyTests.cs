using System.Net;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Time;
using ControlPlane.Web.Tests.Hosting;

namespace ControlPlane.Web.Tests.Api;

[Trait("Category", "Slow")]
public sealed class IdempotencyTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly HostUnderTest _host = shared.Host;

    [Fact]
    public async Task Post_TheSameKeyAgain_GivesTheFirstAnswerAndDoesNothing()
    {
        await _host.RegisterAsync("again", 2);
        using (var created = await _host.PutAsync("endpoints/again", new { model = "again", stableVersion = 1 }))
            await HostUnderTest.ReadAsync(created);
        using (var split = await _host.PutSplitAsync("again", 5_000, 5_000))
            await HostUnderTest.ReadAsync(split);

        using var first = await _host.PostAsync("endpoints/again/rollback", new { reason = "x" }, ("Idempotency-Key", "k1"));
        using (var split = await _host.PutSplitAsync("again", 5_000, 5_000))
            await HostUnderTest.ReadAsync(split);
        using var second = await _host.PostAsync("endpoints/again/rollback", new { reason = "x" }, ("Idempotency-Key", "k1"));
        var endpoint = await _host.GetJsonAsync("api/v1/endpoints/again");

        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal((first.StatusCode, first.Headers.ETag), (second.StatusCode, second.Headers.ETag));
        Assert.Equal("true", second.Headers.GetValues("Idempotency-Replayed").Single());
        Assert.Equal(5_000, endpoint.GetProperty("variants")[1].GetProperty("weight").GetInt32());
    }

    [Fact]
    public async Task Post_TheSameKeyForAnotherBody_IsRefused()
    {
        using var first = await _host.PostAsync("join-tokens", new { pool = "production" }, ("Idempotency-Key", "k2"));
        using var second = await _host.PostAsync("join-tokens", new { pool = "staging" }, ("Idempotency-Key", "k2"));

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal("idempotency_key_reused", (await HostUnderTest.ReadProblemAsync(second, 422)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Post_ForASecret_IsNotGivenTwice()
    {
        using var first = await _host.PostAsync("join-tokens", new { pool = "production" }, ("Idempotency-Key", "k3"));
        using var second = await _host.PostAsync("join-tokens", new { pool = "production" }, ("Idempotency-Key", "k3"));

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal("already_answered", (await HostUnderTest.ReadProblemAsync(second, 409)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Post_AnUploadWithTheSameKey_GivesTheFirstAnswer()
    {
        using var first = await UploadAsync("k4");
        using var second = await UploadAsync("k4");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, second.StatusCode));
        Assert.Equal(first.Headers.Location, second.Headers.Location);
    }

    [Fact]
    public async Task Post_TheSameKeyADayLater_IsANewRequest()
    {
        var clock = new ManualTimeProvider();
        await using var host = await HostUnderTest.StartAsync(clock);

        using var first = await host.PostAsync("join-tokens", new { pool = "production" }, ("Idempotency-Key", "k5"));
        clock.Leap(TimeSpan.FromHours(24));
        using var second = await host.PostAsync("join-tokens", new { pool = "production" }, ("Idempotency-Key", "k5"));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, second.StatusCode));
    }

    private Task<HttpResponseMessage> UploadAsync(string key)
    {
        var content = new ByteArrayContent(OnnxModels.AddConstant(3));
        content.Headers.ContentType = new("application/octet-stream");
        return _host.SendAsync(HttpMethod.Post, "models/uploaded-twice/versions", content, ("Idempotency-Key", key));
    }
}
