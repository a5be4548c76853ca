using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ControlPlane.AgentHost.Connection;
using ControlPlane.AgentHost.Hosting;
using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Json;
using ControlPlane.Contracts.Keys;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.TestKit.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.AgentHost.Tests.Connection;

public sealed class EnrolmentTests
{
    private static readonly JoinResponse Membership = new()
    {
        AgentId = "agent-1",
        ClusterId = "cluster-1",
        Credential = "secret",
        FeedbackKey = new byte[32],
        IssuedAt = DateTimeOffset.UnixEpoch,
        ExpiresAt = DateTimeOffset.UnixEpoch.AddDays(1),
        SigningKeys = [ApplierRig.Signer.Public],
    };

    private static readonly AgentOptions Options = new()
    {
        ControlPlane = new Uri("http://control-plane/"),
        Listen = new Uri("http://127.0.0.1:6101"),
        DataFolder = "/data",
        Name = "one",
        JoinToken = "token",
    };

    private readonly MemoryDisk _disk = new();

    [Fact]
    public async Task RunAsync_FirstStart_JoinsAndKeepsTheIdentity()
    {
        using var handler = new ScriptedHandler((_, _) => Accepted());

        var identity = (await RunAsync(handler, Options)).Value;

        Assert.Equal("agent-1", identity.AgentId);
        Assert.Equal(AgentRoutes.Join, Assert.Single(handler.Requests).RequestUri!.AbsolutePath);
        Assert.Equal(["/data/agent-key.pem", "/data/identity.json"], _disk.Paths);
    }

    [Fact]
    public async Task RunAsync_LaterStart_NeedsNeitherTokenNorControlPlane()
    {
        using var first = new ScriptedHandler((_, _) => Accepted());
        await RunAsync(first, Options);
        using var handler = new ScriptedHandler((_, _) => throw new HttpRequestException("refused"));

        var identity = (await RunAsync(handler, Options with { JoinToken = null })).Value;

        Assert.Equal("cluster-1", identity.ClusterId);
        Assert.Empty(handler.Requests);
    }

    [Fact]
    public async Task RunAsync_FolderOfAnotherPool_IsRefused()
    {
        using var handler = new ScriptedHandler((_, _) => Accepted());
        await RunAsync(handler, Options);

        Assert.Equal("pool_differs", (await RunAsync(handler, Options with { Pool = "staging" })).Refusal?.Code);
    }

    [Fact]
    public async Task RunAsync_NoTokenAndNoIdentity_SaysWhatIsMissing()
    {
        using var handler = new ScriptedHandler((_, _) => Accepted());

        var refusal = (await RunAsync(handler, Options with { JoinToken = null })).Refusal!;

        Assert.Equal(("join_token_missing", "--join-token"), (refusal.Code, Assert.Single(refusal.Fields).Field));
    }

    [Fact]
    public async Task RunAsync_TokenRefused_EndsWithTheReasonAndKeepsNothing()
    {
        using var handler = new ScriptedHandler((_, _) => new HttpResponseMessage(HttpStatusCode.Forbidden)
        {
            Content = new StringContent("""{"title":"Refused","detail":"The token was used already."}"""),
        });

        var refusal = (await RunAsync(handler, Options)).Refusal!;

        Assert.Equal("join_refused", refusal.Code);
        Assert.Contains("used already", refusal.Sentence, StringComparison.Ordinal);
        Assert.Single(handler.Requests);
        Assert.DoesNotContain("/data/identity.json", _disk.Paths);
    }

    [Fact]
    public async Task RunAsync_ControlPlaneNotThereYet_AsksUntilItIs()
    {
        using var handler = new ScriptedHandler((request, _) => request switch
        {
            1 => throw new HttpRequestException("refused"),
            2 => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable),
            _ => Accepted(),
        });

        Assert.True((await RunAsync(handler, Options)).IsAccepted);
        Assert.Equal(3, handler.Requests.Count);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("<html>")]
    [InlineData("""{"agentId":"a","clusterId":"c","credential":"s","feedbackKey":"AAAA"}""")]
    public async Task RunAsync_AnswerOfSomethingElse_IsRefused(string body)
    {
        using var handler = new ScriptedHandler((_, _) => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body) });

        Assert.Equal("join_refused", (await RunAsync(handler, Options)).Refusal?.Code);
        Assert.DoesNotContain("/data/identity.json", _disk.Paths);
    }

    [Fact]
    public async Task RunAsync_FirstStart_ProvesTheKeyThatItNames_AndKeepsThePrivateHalf()
    {
        var bodies = new List<JoinRequest>();
        using var handler = new ScriptedHandler((_, request) =>
        {
            bodies.Add(JsonSerializer.Deserialize(request.Content!.ReadAsStream(), ContractsJsonContext.Default.JoinRequest)!);
            return Accepted();
        });

        var identity = (await RunAsync(handler, Options)).Value;

        var sent = Assert.Single(bodies);
        var claims = KeyProof.Read(Assert.Single(handler.Requests).Headers.GetValues(KeyProof.Header).Single(), sent.PublicKey);
        Assert.Equal(identity.Key.PublicKey, sent.PublicKey);
        Assert.Equal(("POST", KeyProof.HashOf("token")), (claims?.Method, claims?.Secret));
        Assert.DoesNotContain("PRIVATE", JsonSerializer.Serialize(sent, ContractsJsonContext.Default.JoinRequest), StringComparison.Ordinal);
        Assert.Equal(identity.Key.PublicKey, AgentKeyFile.LoadOrCreate(_disk, "/data").Value.PublicKey);
    }

    [Fact]
    public async Task RunAsync_ControlPlaneThatSignsNothing_IsNotJoined()
    {
        using var handler = new ScriptedHandler((_, _) => new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = JsonContent.Create(Membership with { SigningKeys = [] }, ContractsJsonContext.Default.JoinResponse),
        });

        Assert.Contains("signs no tables", (await RunAsync(handler, Options)).Refusal?.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_KeyDamaged_SaysWhatToDo()
    {
        using var handler = new ScriptedHandler((_, _) => Accepted());
        await RunAsync(handler, Options);
        _disk["/data/agent-key.pem"] = [1, 2, 3];

        Assert.Equal("key_unreadable", (await RunAsync(handler, Options)).Refusal?.Code);
    }

    private static HttpResponseMessage Accepted() =>
        new(HttpStatusCode.OK) { Content = JsonContent.Create(Membership, ContractsJsonContext.Default.JoinResponse) };

    private async Task<Outcome<AgentIdentity>> RunAsync(ScriptedHandler handler, AgentOptions options)
    {
        using var client = new HttpClient(handler, disposeHandler: false) { BaseAddress = options.ControlPlane };
        var backoff = new BackoffPolicy(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), () => 0);
        var enrolment = new Enrolment(client, new ControlPlaneAddresses([new Uri("http://control-plane/")]), _disk, backoff, new ManualTimeProvider(), NullLogger<Enrolment>.Instance);
        return await enrolment.RunAsync(options, CancellationToken.None);
    }
}
