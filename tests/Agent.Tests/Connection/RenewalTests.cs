using System.Net;
using System.Net.Http.Json;
using ControlPlane.AgentHost.Connection;
using ControlPlane.AgentHost.Hosting;
using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Json;
using ControlPlane.Contracts.Keys;
using ControlPlane.Contracts.Routing;
using ControlPlane.TestKit.Keys;
using ControlPlane.TestKit.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.AgentHost.Tests.Connection;

public sealed class RenewalTests
{
    private static readonly AgentOptions Options = new()
    {
        ControlPlane = new Uri("http://control-plane/"),
        Listen = new Uri("http://127.0.0.1:6101"),
        DataFolder = "/data",
        Name = "one",
    };

    private readonly MemoryDisk _disk = new();
    private readonly ManualTimeProvider _time = new();
    private readonly AgentIdentity _identity;

    public RenewalTests() => _identity = new AgentIdentity(MembershipOf("first", [ApplierRig.Signer.Public]), "production", ApplierRig.Key, _time.GetUtcNow());

    [Fact]
    public async Task RunAsync_NonceIsAsked_TriesAgainWithItAndKeepsTheFreshCredential()
    {
        using var handler = new ScriptedHandler((number, _) => number == 1 ? NonceWanted("n1") : Answer(MembershipOf("second", [ApplierRig.Signer.Public])));

        Assert.True((await RunAsync(handler)).IsAccepted);

        var proofs = handler.Requests.Select(r => KeyProof.Read(r.Headers.GetValues(KeyProof.Header).Last(), ApplierRig.Key.PublicKey)).ToList();
        Assert.Equal("n1", proofs[^1]!.Nonce);
        Assert.Equal("second", _identity.Credential);
        Assert.Equal("second", IdentityFile.Load(_disk, "/data").Value.Document!.Membership.Credential);
    }

    [Fact]
    public async Task RunAsync_AnswerOfAnotherInstallation_IsRefusedAndNothingChanges()
    {
        using var handler = new ScriptedHandler((_, _) => Answer(MembershipOf("second", [ApplierRig.Signer.Public]) with { ClusterId = "other" }));

        Assert.Equal(RefusalCodes.WrongCluster, (await RunAsync(handler)).Refusal?.Code);
        Assert.Equal("first", _identity.Credential);
        Assert.Empty(_disk.Paths);
    }

    [Fact]
    public async Task RunAsync_KeysThatNobodyKnownVouchesFor_AreRefused_AndWithTheirVoucherTaken()
    {
        using var stranger = new TestSigner();
        using var next = ApplierRig.Signer.Next("cluster-1");
        using var afterNext = next.Next("cluster-1");
        using var ofOther = ApplierRig.Signer.Next("other");
        using var handler = new ScriptedHandler((number, _) => Answer(MembershipOf("second", number switch
        {
            1 => [stranger.Public],
            2 => [ofOther.Public],
            _ => [ApplierRig.Signer.Public with { IsRetired = true }, next.Public with { IsRetired = true }, afterNext.Public],
        })));

        Assert.Equal(RefusalCodes.BadSignature, (await RunAsync(handler)).Refusal?.Code);
        Assert.Equal(RefusalCodes.BadSignature, (await RunAsync(handler)).Refusal?.Code);
        Assert.Equal("first", _identity.Credential);
        Assert.True((await RunAsync(handler)).IsAccepted);
        Assert.Equal(afterNext.Public.Id, Assert.Single(_identity.SigningKeys).Id);
    }

    [Fact]
    public async Task RunAsync_JoinedBeforeKeysWere_ShowsItsCredentialAndIsBoundToItsKey()
    {
        var earlier = new AgentIdentity(
            new JoinResponse { AgentId = "agent-1", ClusterId = "cluster-1", Credential = "old", FeedbackKey = new byte[32] }, "production", ApplierRig.Key);
        using var handler = new ScriptedHandler((_, _) => Answer(MembershipOf("second", [ApplierRig.Signer.Public])));

        Assert.True((await RunAsync(handler, earlier)).IsAccepted);

        Assert.Equal("Bearer old", Assert.Single(handler.Requests).Headers.GetValues("Authorization").Single());
        Assert.True(earlier.IsBound);
        Assert.Single(earlier.SigningKeys);
    }

    [Theory]
    [InlineData(0.0, 0.4)]
    [InlineData(0.5, 0.5)]
    [InlineData(0.999, 0.5998)]
    public async Task Loop_RenewsAtHalfOfTheLifeGiveOrTakeATenth(double chance, double share)
    {
        using var handler = new ScriptedHandler((_, _) => Answer(MembershipOf("second", [ApplierRig.Signer.Public])));
        using var loop = LoopOver(handler, chance);
        await loop.StartAsync(CancellationToken.None);
        await TimersAsync(1);

        _time.Advance(TimeSpan.FromDays(1) * share - TimeSpan.FromSeconds(1));
        Assert.Empty(handler.Requests);
        _time.Advance(TimeSpan.FromSeconds(2));
        await UntilAsync(() => _identity.Credential == "second");

        Assert.Single(handler.Requests);
        await loop.StopAsync(CancellationToken.None);
    }

    [Fact]
    [Trait("Fault", "F39")]
    public async Task Loop_ControlPlaneAway_TriesEverMoreRarelyUntilItIsBack()
    {
        using var handler = new ScriptedHandler((number, _) => number < 3 ? throw new HttpRequestException("refused") : Answer(MembershipOf("second", [ApplierRig.Signer.Public])));
        using var loop = LoopOver(handler, 0.999);
        await loop.StartAsync(CancellationToken.None);
        await TimersAsync(1);
        _time.Advance(TimeSpan.FromDays(1));

        for (var attempt = 0; attempt < 2; attempt++)
        {
            await UntilAsync(() => handler.Requests.Count == attempt + 1);
            await TimersAsync(1);
            _time.Advance(TimeSpan.FromSeconds(2) * (1 << attempt));
        }

        await UntilAsync(() => _identity.Credential == "second");
        await loop.StopAsync(CancellationToken.None);
    }

    private static JoinResponse MembershipOf(string credential, IReadOnlyList<SigningKey> keys) => new()
    {
        AgentId = "agent-1",
        ClusterId = "cluster-1",
        Credential = credential,
        FeedbackKey = new byte[32],
        IssuedAt = DateTimeOffset.UnixEpoch,
        ExpiresAt = DateTimeOffset.UnixEpoch.AddDays(1),
        SigningKeys = keys,
    };

    private static HttpResponseMessage Answer(JoinResponse membership) =>
        new(HttpStatusCode.OK) { Content = JsonContent.Create(membership, ContractsJsonContext.Default.JoinResponse) };

    private static HttpResponseMessage NonceWanted(string nonce)
    {
        var answer = new HttpResponseMessage(HttpStatusCode.Unauthorized);
        answer.Headers.Add(KeyProof.NonceHeader, nonce);
        return answer;
    }

    private async Task<Contracts.Outcomes.Outcome<JoinResponse>> RunAsync(ScriptedHandler handler, AgentIdentity? identity = null)
    {
        using var client = ClientOver(handler, identity ?? _identity);
        return await new Renewal(client, identity ?? _identity, _disk, Options, _time).RunAsync(CancellationToken.None);
    }

    private RenewalLoop LoopOver(ScriptedHandler handler, double chance) => new(
        new Renewal(ClientOver(handler, _identity), _identity, _disk, Options, _time), new RenewalSignal(), _identity, _time, () => chance, NullLogger<RenewalLoop>.Instance);

    private HttpClient ClientOver(ScriptedHandler handler, AgentIdentity identity) =>
        new(new ProofHandler(new AgentProver(identity, _time), handler), disposeHandler: false) { BaseAddress = Options.ControlPlane };

    private Task TimersAsync(int count) => UntilAsync(() => _time.WaitingTimers >= count);

    private static async Task UntilAsync(Func<bool> isTrue)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        while (!isTrue())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
