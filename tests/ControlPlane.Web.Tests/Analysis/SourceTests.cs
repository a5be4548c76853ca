using System.Net;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Analysis.Templates.Sources;
using ControlPlane.Web.Features.Analysis;
using ControlPlane.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Tests.Analysis;

/// <summary>Sources against a real server on loopback that answers what each test says.</summary>
public sealed class SourceTests : IAsyncLifetime
{
    private static readonly SourceFacts Facts = new("r1", "pets", "pets", "v2", 2, "v1", 3, DateTimeOffset.UnixEpoch, "m");
    private readonly List<string> _asked = [];
    private readonly List<string> _authorizations = [];
    private WebApplication _server = null!;
    private Func<HttpContext, Task> _answer = c => c.Response.WriteAsync("{}");

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            _asked.Add($"{context.Request.Path} {await reader.ReadToEndAsync()}");
            _authorizations.Add(context.Request.Headers.Authorization.ToString());
            await _answer(context);
        });
        await _server.StartAsync();
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"0.25"]}]}}""", 0.25)]
    [InlineData("""{"status":"success","data":{"resultType":"scalar","result":[1,"3"]}}""", 3.0)]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[]}}""", null)]
    [InlineData("""{"status":"success","data":{"resultType":"scalar","result":[1,"NaN"]}}""", null)]
    [InlineData("""{"status":"success","data":{"resultType":"scalar","result":[1,"+Inf"]}}""", null)]
    public async Task Prometheus_OneValueOrNone_IsRead(string body, double? expected)
    {
        Answer(200, body);

        var value = await PrometheusAsync();

        Assert.Equal(expected, value.Value.Value);
        Assert.Contains("up%7Bvariant%3D%22v2%22%7D", _asked.Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, """{"status":"success","data":{"resultType":"vector","result":[{"value":[1,"1"]},{"value":[1,"2"]}]}}""", "2 series")]
    [InlineData(200, """{"status":"success","data":{"resultType":"matrix","result":[]}}""", "matrix")]
    [InlineData(400, """{"status":"error","errorType":"bad_data","error":"parse error"}""", "parse error")]
    [InlineData(200, "<html>", "none of Prometheus's")]
    [InlineData(503, "busy", "503")]
    public async Task Prometheus_WhatIsNoOneNumber_IsAnErrorInWords(int status, string body, string said)
    {
        Answer(status, body);

        Assert.Contains(said, (await PrometheusAsync()).Refusal!.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"value":0.5}""", 0.5, null)]
    [InlineData("""{"value":null}""", null, null)]
    [InlineData("""{"verdict":"fail","reason":"complaints"}""", null, MeasurementResult.Fail)]
    public async Task Webhook_ValueOrVerdict_IsRead(string body, double? value, MeasurementResult? verdict)
    {
        Answer(200, body);

        var answer = await WebhookAsync();

        Assert.Equal((value, verdict), (answer.Value.Value, answer.Value.Verdict));
        Assert.Contains("\"variant\":\"v2\"", _asked.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Webhook_Asked_IsToldTheFactsAndNothingElse()
    {
        Answer(200, """{"value":0.5}""");

        await WebhookAsync();

        Assert.Equal(
            """/hook {"rollout":"r1","endpoint":"pets","model":"pets","variant":"v2","version":2,"champion":"v1","step":3,"since":"1970-01-01T00:00:00+00:00","metric":"m"}""",
            _asked.Single());
    }

    [Theory]
    [InlineData("""{"verdict":"perhaps"}""", "none of pass, fail and inconclusive")]
    [InlineData("[]", "neither a value nor a verdict")]
    [InlineData("""{"value":"1"}""", "neither a value nor a verdict")]
    public async Task Webhook_OtherAnswer_IsAnError(string body, string said)
    {
        Answer(200, body);

        Assert.Contains(said, (await WebhookAsync()).Refusal!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "F83")]
    public async Task Webhook_Redirect_IsNotFollowed()
    {
        _answer = context =>
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        };

        Assert.Contains("redirects are not followed", (await WebhookAsync()).Refusal!.Sentence, StringComparison.Ordinal);
        Assert.Single(_asked);
    }

    [Fact]
    public async Task Webhook_EndlessAnswer_IsCutOffInWords()
    {
        Answer(200, new string(' ', SourceClient.MaximumAnswer + 1));

        Assert.Contains("longer than 256 KiB", (await WebhookAsync()).Refusal!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Webhook_NoAnswerInTime_IsAnError()
    {
        _answer = context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);

        Assert.Contains("did not answer within 0.2 s", (await WebhookAsync(TimeSpan.FromSeconds(0.2))).Refusal!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "F92")]
    public async Task Secret_OfTheConfiguration_IsSentAsBearerAndSaidNowhere()
    {
        Answer(500, "no");

        var refused = (await WebhookAsync(secret: "hook")).Refusal!;

        Assert.Equal("Bearer s3cret", _authorizations.Single());
        Assert.DoesNotContain("s3cret", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secret_OfAnotherHost_IsNotSent()
    {
        Answer(200, "{}");

        var refused = (await WebhookAsync(secret: "elsewhere")).Refusal!;

        Assert.Contains("is for hooks.example and is sent nowhere else", refused.Sentence, StringComparison.Ordinal);
        Assert.Empty(_asked);
    }

    [Fact]
    [Trait("Fault", "F83")]
    public async Task PrivateAddress_NotAllowed_IsRefusedWhenConnecting()
    {
        using var client = Client(allowed: "");

        var answer = await new WebhookReader(client, TimeProvider.System).ReadAsync(Hook(null, null), Facts, CancellationToken.None);

        Assert.Contains("a private address or this machine itself", answer.Refusal!.Sentence, StringComparison.Ordinal);
        Assert.Empty(_asked);
    }

    [Theory]
    [InlineData("93.184.216.34", "", true)]
    [InlineData("127.0.0.1", "", false)]
    [InlineData("10.1.2.3", "", false)]
    [InlineData("169.254.169.254", "", false)]
    [InlineData("::1", "", false)]
    [InlineData("::127.0.0.1", "", false)]
    [InlineData("fd00::1", "", false)]
    [InlineData("::ffff:192.168.0.1", "", false)]
    [InlineData("10.1.2.3", "10.1.0.0/16", true)]
    [InlineData("10.2.2.3", "10.1.0.0/16", false)]
    [InlineData("::ffff:10.1.2.3", "10.1.2.3", true)]
    [InlineData("10.9.9.9", "metrics.internal", true)]
    public void IsAllowed_PrivateAddresses_OnlyWhereTheConfigurationSaysSo(string address, string allowed, bool expected) =>
        Assert.Equal(expected, new SourceAddresses(Options.Create(new AnalysisOptions { AllowedPrivate = allowed })).IsAllowed("metrics.internal", IPAddress.Parse(address)));

    private static SourceClient Client(string allowed) => new(
        new SourceAddresses(Options.Create(new AnalysisOptions { AllowedPrivate = allowed })),
        new SourceSecrets(new ConfigurationBuilder().AddInMemoryCollection([new("Secrets:hook:Value", "s3cret"), new("Secrets:hook:Host", "127.0.0.1"), new("Secrets:elsewhere:Value", "s3cret"), new("Secrets:elsewhere:Host", "hooks.example")]).Build()),
        TimeProvider.System);

    private void Answer(int status, string body) => _answer = context =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    };

    private async Task<Contracts.Outcomes.Outcome<SourceValue>> PrometheusAsync()
    {
        using var client = Client("127.0.0.1");
        var source = new PrometheusSource { Address = _server.Urls.Single(), Query = "up{variant=\"{{variant}}\"}" };
        return await new PrometheusReader(client).ReadAsync(source, source.Query, Facts, CancellationToken.None);
    }

    private async Task<Contracts.Outcomes.Outcome<SourceValue>> WebhookAsync(TimeSpan? timeout = null, string? secret = null)
    {
        using var client = Client("127.0.0.1");
        return await new WebhookReader(client, TimeProvider.System).ReadAsync(Hook(timeout, secret), Facts, CancellationToken.None);
    }

    private WebhookSource Hook(TimeSpan? timeout, string? secret) =>
        new() { Address = $"{_server.Urls.Single()}/hook", Retries = 0, Secret = secret, Timeout = timeout ?? TimeSpan.FromSeconds(10) };
}
