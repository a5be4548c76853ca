using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Json;
using ControlPlane.Contracts.Routing;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Time;
using ControlPlane.Web.Tests.Agents;
using ControlPlane.Web.Tests.Hosting;

namespace ControlPlane.Web.Tests.Api;

public sealed class AgentDoorTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly HostUnderTest _host = shared.Host;

    [Fact]
    public async Task Join_WithATokenUsedBefore_IsRefused()
    {
        var token = await _host.CreateJoinTokenAsync();
        await using var agent = await FakeAgent.JoinAsync(_host.Http, token);

        using var answer = await FakeAgent.TryJoinAsync(_host.Http, token);
        var problem = await HostUnderTest.ReadProblemAsync(answer, 403);

        Assert.Equal("token_invalid", problem.GetProperty("code").GetString());
        Assert.Contains("used before", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Join_WithAnExpiredToken_IsRefused_AndAMomentBeforeItIsNot()
    {
        var clock = new ManualTimeProvider();
        await using var host = await HostUnderTest.StartAsync(clock);
        var early = await host.CreateJoinTokenAsync();
        var late = await host.CreateJoinTokenAsync();

        clock.Leap(TimeSpan.FromMinutes(15) - TimeSpan.FromTicks(1));
        using var inTime = await FakeAgent.TryJoinAsync(host.Http, early);
        clock.Advance(TimeSpan.FromTicks(1));
        using var tooLate = await FakeAgent.TryJoinAsync(host.Http, late);

        Assert.Equal(HttpStatusCode.OK, inTime.StatusCode);
        Assert.Contains("expired", (await HostUnderTest.ReadProblemAsync(tooLate, 403)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("cpj_00000000000000000000000000000000_0000000000000000000000000000000000000000000000000000000000000000_00000000")]
    public async Task Join_WithAMadeUpToken_IsRefused(string token)
    {
        using var answer = await FakeAgent.TryJoinAsync(_host.Http, token);

        Assert.Equal("token_invalid", (await HostUnderTest.ReadProblemAsync(answer, 403)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Join_IntoAnotherPoolThanTheTokens_IsRefusedAndTheTokenStaysGood()
    {
        var token = await _host.CreateJoinTokenAsync("staging");

        using var wrong = await FakeAgent.TryJoinAsync(_host.Http, token, pool: "production");
        using var right = await FakeAgent.TryJoinAsync(_host.Http, token, pool: "staging");

        Assert.Equal("pool", (await HostUnderTest.ReadProblemAsync(wrong, 403)).GetProperty("errors")[0].GetProperty("field").GetString());
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer nonsense")]
    [InlineData("Basic dXNlcjpwYXNz")]
    public async Task RoutingTable_WithoutACredential_Is401(string? header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(AgentRoutes.RoutingTable, UriKind.Relative));
        if (header is not null)
            Assert.True(request.Headers.TryAddWithoutValidation("Authorization", header));

        using var answer = await _host.Http.SendAsync(request);

        Assert.Equal("token_invalid", (await HostUnderTest.ReadProblemAsync(answer, 401)).GetProperty("code").GetString());
        Assert.Equal("DPoP algs=\"ES256\"", answer.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Credential_InTheQueryString_IsNotLookedAt()
    {
        await using var agent = await _host.JoinAsync();

        using var answer = await _host.Http.GetAsync(new Uri($"{AgentRoutes.RoutingTable}?access_token={agent.Membership.Credential}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task RoutingTable_AskedWithItsEntityTag_Is304UntilItChanges()
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.PreparePetsAsync();
        await using var agent = await host.JoinAsync();
        var address = new Uri(AgentRoutes.RoutingTable, UriKind.Relative);

        using var first = await agent.Http.GetAsync(address);
        var opened = RoutingTableCodec.Open(await first.Content.ReadAsByteArrayAsync(), first.Headers.ETag!.Tag.Trim('"'));
        agent.Http.DefaultRequestHeaders.IfNoneMatch.Add(first.Headers.ETag);
        using var second = await agent.Http.GetAsync(address);
        using (var split = await host.PutSplitAsync("pets", 9_000, 1_000))
            await HostUnderTest.ReadAsync(split);
        using var third = await agent.Http.GetAsync(address);

        Assert.True(opened.IsAccepted);
        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.OK), (second.StatusCode, third.StatusCode));
    }

    [Fact]
    public async Task Artifact_OfARegisteredVersion_ComesWholeAndInParts_AndAnyOtherIs404()
    {
        var file = OnnxModels.AddConstant(42);
        using var uploaded = await _host.UploadAsync("fetched", file);
        var digest = (await HostUnderTest.ReadAsync(uploaded)).GetProperty("digest").GetString()!;
        await using var agent = await _host.JoinAsync();

        var whole = await agent.Http.GetByteArrayAsync(new Uri(AgentRoutes.Artifacts + digest, UriKind.Relative));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(AgentRoutes.Artifacts + digest, UriKind.Relative));
        request.Headers.Range = new RangeHeaderValue(10, null);
        using var part = await agent.Http.SendAsync(request);
        using var missing = await agent.Http.GetAsync(new Uri(AgentRoutes.Artifacts + new string('0', 64), UriKind.Relative));
        using var path = await agent.Http.GetAsync(new Uri(AgentRoutes.Artifacts + "..%2F..%2Fstate.db", UriKind.Relative));

        Assert.Equal(file, whole);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(file[10..], await part.Content.ReadAsByteArrayAsync());
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (missing.StatusCode, path.StatusCode));
    }

    [Fact]
    public async Task Telemetry_ByHttpTwice_CountsOnce()
    {
        await using var host = await HostUnderTest.StartAsync();
        await using var agent = await host.JoinAsync();

        for (var copy = 0; copy < 2; copy++)
        {
            using var answer = await agent.Http.PostAsJsonAsync(AgentRoutes.Telemetry, Batches.Of(requests: 7), ContractsJsonContext.Default.TelemetryBatch);
            await HostUnderTest.ReadAsync(answer);
        }

        var metrics = await host.Http.GetStringAsync(new Uri("metrics", UriKind.Relative));
        Assert.Contains("controlplane_requests_total{endpoint=\"pets\",variant=\"v1\",version=\"\",role=\"gone\"} 7\n", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Telemetry_OfNonsense_NamesTheField()
    {
        await using var agent = await _host.JoinAsync();

        using var answer = await agent.Http.PostAsJsonAsync(AgentRoutes.Telemetry, Batches.Of(requests: -1), ContractsJsonContext.Default.TelemetryBatch);

        Assert.Equal("telemetry_invalid", (await HostUnderTest.ReadProblemAsync(answer, 400)).GetProperty("code").GetString());
    }
}
