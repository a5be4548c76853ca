using System.Net;
using System.Net.Http.Json;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Json;
using ControlPlane.Contracts.Keys;
using ControlPlane.Contracts.Routing;
using ControlPlane.Data.Agents;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Agents;
using ControlPlane.Web.Realtime;
using ControlPlane.Web.Tests.Agents;
using ControlPlane.Web.Tests.Hosting;

namespace ControlPlane.Web.Tests.Api;

public sealed class AgentKeysTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private static readonly Uri Table = new(AgentRoutes.RoutingTable, UriKind.Relative);

    private readonly HostUnderTest _host = shared.Host;

    [Fact]
    public async Task Join_WithoutAKey_OrWithAProofByAnotherOne_IsRefusedAndTheTokenStaysGood()
    {
        var token = await _host.CreateJoinTokenAsync();
        using var keyless = await _host.Http.PostAsJsonAsync(
            AgentRoutes.Join, new JoinRequest { JoinToken = token, Name = "old", Pool = "production" }, ContractsJsonContext.Default.JoinRequest);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_host.Http.BaseAddress!, AgentRoutes.Join))
        {
            Content = JsonContent.Create(new JoinRequest { JoinToken = token, Name = "thief", Pool = "production", PublicKey = new FakeKey().PublicKey }, ContractsJsonContext.Default.JoinRequest),
        };
        request.Headers.Add(KeyProof.Header, new FakeKey().Prove("POST", request.RequestUri!, token));
        using var stolen = await _host.Http.SendAsync(request);

        Assert.Equal("agent_proof_invalid", await CodeOfAsync(keyless, 403));
        Assert.Equal("agent_proof_invalid", await CodeOfAsync(stolen, 403));
        using var honest = await FakeAgent.TryJoinAsync(_host.Http, token);
        Assert.Equal(HttpStatusCode.OK, honest.StatusCode);
    }

    [Fact]
    public async Task Credential_WithoutItsKey_OpensNothing()
    {
        await using var agent = await _host.JoinAsync();
        var key = agent.Key;
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_host.Http.BaseAddress!, Table));
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {agent.Membership.Credential}");
        using var bare = await _host.Http.SendAsync(request);

        agent.Key = new FakeKey();
        using var other = await agent.Http.GetAsync(Table);
        await Assert.ThrowsAnyAsync<Exception>(() => agent.ConnectAsync());
        agent.Key = key;
        using var own = await agent.Http.GetAsync(Table);

        Assert.Equal("agent_proof_invalid", await CodeOfAsync(bare, 401));
        Assert.Equal("agent_proof_invalid", await CodeOfAsync(other, 401));
        Assert.NotEqual(HttpStatusCode.Unauthorized, own.StatusCode);
        await agent.ConnectAsync();
    }

    [Fact]
    public async Task Proof_ShownTwice_OrForAnotherPath_OrWithAnOldNonce_IsRefused()
    {
        var clock = new ShiftedClock();
        await using var host = await HostUnderTest.StartAsync(clock);
        await using var agent = await host.JoinAsync();
        using var first = await agent.Http.GetAsync(Table);
        var address = new Uri(host.Http.BaseAddress!, AgentRoutes.RoutingTable);
        var elsewhere = new Uri(host.Http.BaseAddress!, AgentRoutes.Artifacts + "x");
        var proof = agent.Key.Prove("GET", address, agent.Membership.Credential);
        var late = agent.Key.Prove("GET", address, agent.Membership.Credential);

        Assert.Equal(HttpStatusCode.NotFound, await StatusOfAsync(host, agent, proof));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOfAsync(host, agent, proof));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOfAsync(host, agent, agent.Key.Prove("GET", elsewhere, agent.Membership.Credential)));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOfAsync(host, agent, agent.Key.Prove("POST", address, agent.Membership.Credential)));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOfAsync(host, agent, agent.Key.Prove("GET", address, "another credential")));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.NotFound, await StatusOfAsync(host, agent, agent.Key.Prove("GET", address, agent.Membership.Credential)));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOfAsync(host, agent, late));
    }

    [Fact]
    [Trait("Fault", "F39")]
    public async Task Credential_AfterADay_IsRefusedUntilItIsRenewed_WhichThirtyDaysAllow()
    {
        var clock = new ShiftedClock();
        await using var host = await HostUnderTest.StartAsync(clock);
        await using var agent = await host.JoinAsync();
        await using var late = await host.JoinAsync("late");

        clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.NotFound, (await agent.Http.GetAsync(Table)).StatusCode);
        clock.Advance(TimeSpan.FromMinutes(1));
        using var expired = await agent.Http.GetAsync(Table);
        Assert.Equal("agent_credential_expired", await CodeOfAsync(expired, 401));

        clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromMinutes(1));
        await RenewAsync(agent);
        Assert.Equal(HttpStatusCode.NotFound, (await agent.Http.GetAsync(Table)).StatusCode);

        clock.Advance(TimeSpan.FromMinutes(1));
        using var tooLate = await late.Http.PostAsJsonAsync(AgentRoutes.Renewal, new RenewalRequest(), ContractsJsonContext.Default.RenewalRequest);
        Assert.Equal("agent_renewal_over", await CodeOfAsync(tooLate, 403));
    }

    [Fact]
    [Trait("Fault", "F39")]
    public async Task Renewal_WithoutTheKey_OrOfARemovedAgent_IsRefused()
    {
        await using var agent = await _host.JoinAsync();
        var key = agent.Key;
        agent.Key = new FakeKey();
        using var stranger = await agent.Http.PostAsJsonAsync(AgentRoutes.Renewal, new RenewalRequest { PublicKey = agent.Key.PublicKey }, ContractsJsonContext.Default.RenewalRequest);
        agent.Key = key;
        await RenewAsync(agent);
        using var removed = await _host.SendAsync(HttpMethod.Delete, $"agents/{agent.Membership.AgentId}", null);
        using var afterwards = await agent.Http.PostAsJsonAsync(AgentRoutes.Renewal, new RenewalRequest(), ContractsJsonContext.Default.RenewalRequest);

        Assert.Equal("agent_proof_invalid", await CodeOfAsync(stranger, 403));
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Equal("token_invalid", await CodeOfAsync(afterwards, 403));
    }

    [Fact]
    public async Task Connection_WhoseCredentialEnds_IsClosedAtItsNextWord_AndNotWhenItWasRenewed()
    {
        var clock = new ShiftedClock();
        await using var host = await HostUnderTest.StartAsync(clock);
        await using var renewed = await host.JoinAsync("renewed");
        await using var forgetful = await host.JoinAsync("forgetful");
        await renewed.ConnectAsync();
        await forgetful.ConnectAsync();
        await RenewAsync(renewed, () => clock.Advance(TimeSpan.FromMinutes(30)));

        // Made later by half an hour, so good for half an hour longer.
        clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromMinutes(10));

        await Assert.ThrowsAnyAsync<Exception>(() => forgetful.InvokeAsync<HeartbeatReply>(nameof(IAgentHub.Heartbeat), ABeat(clock)));
        await forgetful.Closed;
        await renewed.InvokeAsync<HeartbeatReply>(nameof(IAgentHub.Heartbeat), ABeat(clock));
    }

    [Fact]
    public async Task AgentFromBeforeKeysWere_WorksByItsCredential_UntilItRenews_AndThenByItsKeyOnly()
    {
        await using var host = await HostUnderTest.StartAsync();
        var secret = new byte[BearerSecret.SecretLength];
        var node = AgentNode.Join(new AgentId("old1"), new JoinRequest { JoinToken = "used", Name = "old", Pool = "production" }, BearerSecret.HashOf(secret), DateTimeOffset.UnixEpoch).Value;
        await host.Get<StateWriter>().RunAsync<int>((context, _) =>
        {
            new AgentStore(context).Add(node);
            return Task.FromResult<Contracts.Outcomes.Outcome<int>>(1);
        }, CancellationToken.None);
        host.Get<AgentMembers>().Add(node);
        var credential = BearerSecret.Write(BearerSecret.CredentialKind, "old1", secret);
        await using var agent = FakeAgent.OfEarlierBuild(host.Http, credential, "old1");
        await using var thief = FakeAgent.OfEarlierBuild(host.Http, credential, "old1");

        await agent.ConnectAsync();
        using var before = await thief.Http.GetAsync(Table);
        await RenewAsync(agent, key: agent.Key.PublicKey);
        using var own = await agent.Http.GetAsync(Table);
        using var after = await thief.Http.GetAsync(Table);
        using var taken = await thief.Http.PostAsJsonAsync(AgentRoutes.Renewal, new RenewalRequest { PublicKey = thief.Key.PublicKey }, ContractsJsonContext.Default.RenewalRequest);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (before.StatusCode, own.StatusCode));
        Assert.Equal("agent_proof_invalid", await CodeOfAsync(after, 401));
        Assert.Equal("agent_proof_invalid", await CodeOfAsync(taken, 403));
        Assert.Contains("key-bound", (await host.GetJsonAsync("api/v1/audit?name=old1")).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_ByPushAndByPoll_AreSignedByAKeyOfTheMembership()
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.PreparePetsAsync();
        await using var agent = await host.JoinAsync();

        var offer = (await agent.ConnectAsync()).Offer!;
        using var polled = await agent.Http.GetAsync(Table);

        var table = RoutingTableCodec.Open(offer.Content, offer.Digest, offer.Signature).Value;
        Assert.NotNull(TableSignature.Find(agent.Membership.SigningKeys, TableSignature.Published, table));
        Assert.NotNull(TableSignature.Find(
            agent.Membership.SigningKeys, TableSignature.Published, table with { Signature = polled.Headers.GetValues(AgentRoutes.SignatureHeader).Single() }));
        Assert.Null(TableSignature.Find(agent.Membership.SigningKeys, TableSignature.Published, table with { Digest = new string('0', 64) }));
    }

    [Fact]
    public async Task SigningKeys_AfterARestart_AreTheSame_AndReadableByTheirOwnerOnly()
    {
        await using var first = await HostUnderTest.StartAsync();
        await using var agent = await first.JoinAsync();
        var file = Path.Combine(first.DataFolder, "signing-keys.json");
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

        await using var second = await first.RestartAsync();
        await using var moved = agent.MovedTo(second.Http.BaseAddress!);
        await RenewAsync(moved);

        Assert.Equal(agent.Membership.SigningKeys.Single().Id, moved.Membership.SigningKeys.Single().Id);
    }

    private static async Task RenewAsync(FakeAgent agent, Action? before = null, byte[]? key = null)
    {
        before?.Invoke();
        using var answer = await agent.Http.PostAsJsonAsync(AgentRoutes.Renewal, new RenewalRequest { PublicKey = key }, ContractsJsonContext.Default.RenewalRequest);
        await HostUnderTest.ReadAsync(answer);
        agent.Membership = (await answer.Content.ReadFromJsonAsync(ContractsJsonContext.Default.JoinResponse))!;
    }

    private static async Task<string?> CodeOfAsync(HttpResponseMessage answer, int status) =>
        (await HostUnderTest.ReadProblemAsync(answer, status)).GetProperty("code").GetString();

    private static async Task<HttpStatusCode> StatusOfAsync(HostUnderTest host, FakeAgent agent, string proof)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Http.BaseAddress!, AgentRoutes.RoutingTable));
        request.Headers.TryAddWithoutValidation("Authorization", $"{KeyProof.Scheme} {agent.Membership.Credential}");
        request.Headers.Add(KeyProof.Header, proof);
        using var answer = await host.Http.SendAsync(request);
        return answer.StatusCode;
    }

    private static HeartbeatReport ABeat(TimeProvider clock) => new() { Applied = default, SentAt = clock.GetUtcNow(), InFlight = 0, ResidentBytes = 1, Versions = [] };
}
