using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using ControlPlane.Web.Tests.Hosting;

namespace ControlPlane.Web.Tests.Api;

public sealed class TokensApiTests
{
    [Fact]
    public async Task Token_WhenMade_IsShownOnce_AndKnownByItsHashOnly()
    {
        await using var host = await HostUnderTest.StartAsync();

        var made = await MakeAsync(host);

        var text = made.GetProperty("token").GetString()!;
        var secret = text.Split('_')[2];
        Assert.Matches("^cpt_[0-9a-f]{32}_[0-9a-f]{64}_[0-9a-f]{8}$", text);
        Assert.DoesNotContain(secret, (await host.GetJsonAsync("api/v1/tokens")).GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, (await host.GetJsonAsync("api/v1/audit")).GetRawText(), StringComparison.Ordinal);
        Assert.All(
            Directory.EnumerateFiles(host.DataFolder, "*", SearchOption.AllDirectories).Where(f => f.Contains(".db", StringComparison.Ordinal)),
            file => Assert.False(Holds(file, secret), file));
    }

    [Fact]
    public async Task Token_Used_IsNotedToTheMinute_AndAWrongOneIs401()
    {
        await using var host = await HostUnderTest.StartAsync();
        var made = await MakeAsync(host);
        var text = made.GetProperty("token").GetString()!;

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host, text));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(host, text[..^1] + (text[^1] == '0' ? '1' : '0')));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(host, $"cpt_{new string('0', 32)}_{new string('0', 64)}_00000000"));

        var row = (await host.GetJsonAsync("api/v1/tokens")).GetProperty("items")[0];
        Assert.NotEqual(JsonValueKind.Null, row.GetProperty("lastUsedAt").ValueKind);
        Assert.Equal("deployer@staging", row.GetProperty("grants")[0].GetString());
    }

    [Fact]
    public async Task Token_Rotated_BothSecretsAreGood_AndRevoked_Neither()
    {
        await using var host = await HostUnderTest.StartAsync();
        var made = await MakeAsync(host);
        var id = made.GetProperty("row").GetProperty("id").GetString();
        using var rotated = await host.PostAsync($"tokens/{id}/rotate", new { overlapHours = 1 });
        var (first, second) = (made.GetProperty("token").GetString()!, (await HostUnderTest.ReadAsync(rotated)).GetProperty("token").GetString()!);
        using var atOnce = await host.PostAsync($"tokens/{id}/rotate", new { overlapHours = 0 });
        var third = (await HostUnderTest.ReadAsync(atOnce)).GetProperty("token").GetString()!;

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(host, first));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(host, second));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host, third));
        using var revoked = await host.SendAsync(HttpMethod.Delete, $"tokens/{id}", null);
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(host, third));
        using var never = await host.PostAsync($"tokens/{id}/rotate", new { });
        Assert.Equal("api_token_refused", (await HostUnderTest.ReadProblemAsync(never, 401)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Token_WithGrantsThatAreNone_IsRefused()
    {
        await using var host = await HostUnderTest.StartAsync();

        using var answer = await host.PostAsync("tokens", new { name = "ci", grants = new[] { "emperor@staging" } });

        Assert.Equal("grants[0]", (await HostUnderTest.ReadProblemAsync(answer, 400)).GetProperty("errors")[0].GetProperty("field").GetString());
    }

    [Fact]
    public async Task Log_OfEverythingThatTokensGoThrough_HoldsNoSecret()
    {
        var log = new ConcurrentQueue<string>();
        await using var host = await HostUnderTest.StartLoggedAsync(log);
        var joinToken = await host.CreateJoinTokenAsync();
        var made = await MakeAsync(host);
        var text = made.GetProperty("token").GetString()!;
        await using var agent = await Agents.FakeAgent.JoinAsync(host.Http, joinToken);
        await agent.ConnectAsync();
        await StatusAsync(host, text);
        await StatusAsync(host, text[..^1] + "x");
        using var inAddress = await host.Http.GetAsync(new Uri($"api/v1/models?access_token={text}", UriKind.Relative));
        using var missing = await host.Http.GetAsync(new Uri($"api/v1/nothing/{text}", UriKind.Relative));

        Assert.NotEmpty(log);
        string[] secrets = [text.Split('_')[2], joinToken.Split('_')[2], agent.Membership.Credential.Split('_')[2]];
        Assert.All(log, line => Assert.DoesNotContain(secrets, s => line.Contains(s, StringComparison.Ordinal)));
    }

    private static async Task<JsonElement> MakeAsync(HostUnderTest host)
    {
        using var answer = await host.PostAsync("tokens", new { name = "ci", grants = new[] { "deployer@staging" } });
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        return await HostUnderTest.ReadAsync(answer);
    }

    private static async Task<HttpStatusCode> StatusAsync(HostUnderTest host, string token)
    {
        using var answer = await host.SendAsync(HttpMethod.Get, "models", null, ("Authorization", $"Bearer {token}"));
        return answer.StatusCode;
    }

    private static bool Holds(string file, string text)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.GetBuffer().AsSpan(0, (int)copy.Length).IndexOf(System.Text.Encoding.ASCII.GetBytes(text)) >= 0;
    }
}
