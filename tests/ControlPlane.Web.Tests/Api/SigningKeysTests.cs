using System.Net.Http.Json;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Json;
using ControlPlane.Contracts.Keys;
using ControlPlane.Contracts.Routing;
using ControlPlane.Web.Tests.Agents;
using ControlPlane.Web.Tests.Hosting;

namespace ControlPlane.Web.Tests.Api;

public sealed class SigningKeysTests
{
    [Fact]
    public async Task Rotate_AgentsThatHaveNotHeard_TakeTheSameTables_UntilTheOldKeyIsRetired()
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.PreparePetsAsync();
        await using var agent = await host.JoinAsync();
        var (known, cluster) = (agent.Membership.SigningKeys, agent.Membership.ClusterId);

        using (var rotated = await host.PostAsync("signing-keys", null))
            await HostUnderTest.ReadAsync(rotated);
        Assert.NotNull(TableSignature.Find(known, TableSignature.Published, await TableAsync(agent)));
        var followed = SigningKeyTrust.Follow(cluster, known, await RenewedKeysAsync(agent));
        Assert.Equal(2, followed.Count);

        using (var retired = await host.PostAsync("signing-keys/retire", null))
            await HostUnderTest.ReadAsync(retired);
        Assert.Null(TableSignature.Find(known, TableSignature.Published, await TableAsync(agent)));
        Assert.NotNull(TableSignature.Find(followed, TableSignature.Published, await TableAsync(agent)));
        Assert.Single(SigningKeyTrust.Follow(cluster, known, await RenewedKeysAsync(agent)));

        using (var again = await host.PostAsync("signing-keys", null))
            await HostUnderTest.ReadAsync(again);
        using (var more = await host.PostAsync("signing-keys", null))
            await HostUnderTest.ReadAsync(more);

        // Four keys by now, and whoever knows the first alone can follow to the two that sign.
        Assert.Equal(2, SigningKeyTrust.Follow(cluster, known, await RenewedKeysAsync(agent)).Count);
        var listed = await host.GetJsonAsync("api/v1/signing-keys");
        Assert.Equal(4, listed.GetProperty("items").GetArrayLength());
        Assert.DoesNotContain("private", listed.GetRawText(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("signing-key", (await host.GetJsonAsync("api/v1/audit")).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithoutTheKeysThatAgentsTrust_IsRefused_UnlessToldOtherwise()
    {
        await using var host = await HostUnderTest.StartAsync();
        await using var agent = await host.JoinAsync();

        var refusal = await host.StopAndTryAsync(folder => File.Delete(Path.Combine(folder, "signing-keys.json")));
        var allowed = await host.StopAndTryAsync(_ => { }, "--Data:AllowNewSigningKey", "true");

        Assert.Equal("signing_keys_missing", refusal?.Code);
        Assert.Null(allowed);
    }

    private static async Task<SealedRoutingTable> TableAsync(FakeAgent agent)
    {
        using var answer = await agent.Http.GetAsync(new Uri(AgentRoutes.RoutingTable, UriKind.Relative));
        return RoutingTableCodec.Open(
            await answer.Content.ReadAsByteArrayAsync(), answer.Headers.ETag!.Tag.Trim('"'), answer.Headers.GetValues(AgentRoutes.SignatureHeader).Single()).Value;
    }

    private static async Task<IReadOnlyList<SigningKey>> RenewedKeysAsync(FakeAgent agent)
    {
        using var answer = await agent.Http.PostAsJsonAsync(AgentRoutes.Renewal, new RenewalRequest(), ContractsJsonContext.Default.RenewalRequest);
        await HostUnderTest.ReadAsync(answer);
        agent.Membership = (await answer.Content.ReadFromJsonAsync(ContractsJsonContext.Default.JoinResponse))!;
        return agent.Membership.SigningKeys;
    }
}
