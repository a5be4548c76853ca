using System.Net;
using System.Net.WebSockets;
using ControlPlane.Contracts.Agents;

namespace ControlPlane.Web.Tests.Hosting;

/// <summary>What another site could make a browser do here.</summary>
public sealed class BrowserSafetyTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly HostUnderTest _host = shared.Host;

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://127.0.0.1")]
    [InlineData("null")]
    public async Task Post_FromAnotherOrigin_IsRefused(string origin)
    {
        using var answer = await _host.PostAsync("join-tokens", new { pool = "production" }, ("Origin", origin));

        Assert.Equal("origin_not_allowed", (await HostUnderTest.ReadProblemAsync(answer, 403)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Post_FromTheSameOrigin_IsAnswered()
    {
        using var answer = await _host.PostAsync("join-tokens", new { pool = "production" }, ("Origin", _host.Http.BaseAddress!.GetLeftPart(UriPartial.Authority)));

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Fact]
    public async Task WebSocket_FromAnotherOrigin_IsRefused()
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", "https://evil.example");
        var address = new UriBuilder(_host.Http.BaseAddress!) { Scheme = "ws", Path = AgentRoutes.Hub }.Uri;

        var refusal = await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(address, CancellationToken.None));

        Assert.Contains("403", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_UnderAForeignHostName_IsRefusedWhileListeningOnThisMachineOnly()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("api/v1/models", UriKind.Relative));
        request.Headers.Host = "rebound.example";

        using var answer = await _host.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("api/v1/models")]
    [InlineData("api/v1/nowhere")]
    [InlineData("livez")]
    public async Task Answer_CarriesTheHeadersThatRestrictBrowsers(string path)
    {
        using var answer = await _host.Http.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
        Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task UnknownPath_OfTheApi_IsAProblem()
    {
        using var answer = await _host.Http.GetAsync(new Uri("api/v1/nowhere", UriKind.Relative));
        using var wrongType = await _host.SendAsync(HttpMethod.Put, "endpoints/x/split", new StringContent("weights"));
        using var wrongMethod = await _host.SendAsync(HttpMethod.Patch, "models", null);

        Assert.Equal("path_not_found", (await HostUnderTest.ReadProblemAsync(answer, 404)).GetProperty("code").GetString());
        Assert.Equal("media_type_unsupported", (await HostUnderTest.ReadProblemAsync(wrongType, 415)).GetProperty("code").GetString());
        Assert.Equal("method_not_allowed", (await HostUnderTest.ReadProblemAsync(wrongMethod, 405)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task OpenApi_DescribesEveryRouteOfTheApi()
    {
        var document = await _host.GetJsonAsync("openapi/v1.json");

        Assert.Equal("3.1.1", document.GetProperty("openapi").GetString());
        var paths = document.GetProperty("paths").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal);
        Assert.Equal(
        [
            "/api/v1/adopt", "/api/v1/agents", "/api/v1/agents/{id}",
            "/api/v1/analysis-templates", "/api/v1/analysis-templates/{template}", "/api/v1/analysis-templates/{template}/try", "/api/v1/analysis-templates/{template}/versions", "/api/v1/analysis-templates/{template}/versions/{version}",
            "/api/v1/audit", "/api/v1/audit/export", "/api/v1/audit/verify", "/api/v1/audit/{entry}", "/api/v1/audit/{entry}/restore",
            "/api/v1/backups",
            "/api/v1/declarations", "/api/v1/declarations/{kind}/{name}",
            "/api/v1/endpoints", "/api/v1/endpoints/{endpoint}",
            "/api/v1/endpoints/{endpoint}/drift", "/api/v1/endpoints/{endpoint}/drift/histogram", "/api/v1/endpoints/{endpoint}/drift/references", "/api/v1/endpoints/{endpoint}/drift/references/{id}",
            "/api/v1/endpoints/{endpoint}/evidence", "/api/v1/endpoints/{endpoint}/history", "/api/v1/endpoints/{endpoint}/jobs", "/api/v1/endpoints/{endpoint}/metrics", "/api/v1/endpoints/{endpoint}/predictions", "/api/v1/endpoints/{endpoint}/quality", "/api/v1/endpoints/{endpoint}/recorded-outputs",
            "/api/v1/endpoints/{endpoint}/rollback", "/api/v1/endpoints/{endpoint}/rollouts", "/api/v1/endpoints/{endpoint}/rollouts/simulate",
            "/api/v1/endpoints/{endpoint}/routing-table", "/api/v1/endpoints/{endpoint}/routing-table/diff",
            "/api/v1/endpoints/{endpoint}/split", "/api/v1/endpoints/{endpoint}/undo",
            "/api/v1/jobs", "/api/v1/jobs/{id}", "/api/v1/jobs/{id}/cancel", "/api/v1/jobs/{id}/results", "/api/v1/jobs/{id}/resume", "/api/v1/jobs/{id}/schedule",
            "/api/v1/join-tokens",
            "/api/v1/models", "/api/v1/models/{model}", "/api/v1/models/{model}/aliases/{alias}", "/api/v1/models/{model}/compare", "/api/v1/models/{model}/import", "/api/v1/models/{model}/versions", "/api/v1/models/{model}/versions/{version}/file",
            "/api/v1/people", "/api/v1/people/{person}", "/api/v1/people/{person}/link", "/api/v1/people/{person}/sessions", "/api/v1/people/{person}/sessions/{session}",
            "/api/v1/rollouts", "/api/v1/rollouts/{id}", "/api/v1/rollouts/{id}/abort", "/api/v1/rollouts/{id}/approve", "/api/v1/rollouts/{id}/bandit", "/api/v1/rollouts/{id}/decline", "/api/v1/rollouts/{id}/experiment", "/api/v1/rollouts/{id}/freeze", "/api/v1/rollouts/{id}/history", "/api/v1/rollouts/{id}/kill",
            "/api/v1/rollouts/{id}/pause", "/api/v1/rollouts/{id}/promote", "/api/v1/rollouts/{id}/promote-full", "/api/v1/rollouts/{id}/resume",
            "/api/v1/rollouts/{id}/retry", "/api/v1/rollouts/{id}/undo", "/api/v1/rollouts/{id}/unfreeze",
            "/api/v1/signing-keys", "/api/v1/signing-keys/retire",
            "/api/v1/tokens", "/api/v1/tokens/{id}", "/api/v1/tokens/{id}/rotate",
            "/api/v1/webhooks", "/api/v1/webhooks/{webhook}", "/api/v1/webhooks/{webhook}/deliveries", "/api/v1/webhooks/{webhook}/deliveries/{delivery}", "/api/v1/webhooks/{webhook}/deliveries/{delivery}/replay", "/api/v1/webhooks/{webhook}/test",
        ], paths);
    }

    [Fact]
    public async Task OpenApi_OfAConditionalWrite_NamesItsHeaderAndQuery()
    {
        var document = await _host.GetJsonAsync("openapi/v1.json");

        var parameters = document.GetProperty("paths").GetProperty("/api/v1/endpoints/{endpoint}/split").GetProperty("put").GetProperty("parameters");

        Assert.Equal(["endpoint", "If-Match", "wait", "timeout"], parameters.EnumerateArray().Select(p => p.GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData("livez")]
    [InlineData("readyz")]
    public async Task Health_OfARunningControlPlane_Is200(string path)
    {
        using var answer = await _host.Http.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
