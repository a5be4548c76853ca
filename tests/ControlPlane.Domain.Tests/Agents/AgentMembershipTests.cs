using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Keys;
using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.Domain.Tests.Agents;

public sealed class AgentMembershipTests
{
    private static readonly BearerSecret First = SecretOf(1);
    private static readonly BearerSecret Second = SecretOf(2);
    private static readonly byte[] Key = [1];

    [Fact]
    public void CheckCredential_AtItsEnd_IsExpired_AndATickBeforeItIsGood()
    {
        var agent = AMember();

        Assert.Null(agent.CheckCredential(First, Moment.Noon + AgentNode.CredentialLifetime - TimeSpan.FromTicks(1)));
        Assert.Equal(AgentRefusals.Expired, agent.CheckCredential(First, Moment.Noon + AgentNode.CredentialLifetime)?.Code);
    }

    [Fact]
    public void Renew_ThirtyDaysAfterTheEnd_IsOver_AndATickBeforeItIsNot()
    {
        var end = Moment.Noon + AgentNode.CredentialLifetime + AgentNode.RenewalGrace;

        Assert.Equal(AgentRefusals.RenewalOver, AMember().Renew(Second.Hash, null, end).Refusal?.Code);
        Assert.True(AMember().Renew(Second.Hash, null, end - TimeSpan.FromTicks(1)).IsAccepted);
    }

    [Fact]
    public void Renew_TheCredentialBefore_StaysGoodForTenMinutes_AndNeverLongerThanItsOwnEnd()
    {
        var early = AMember();
        early.Renew(Second.Hash, null, Moment.Noon.AddHours(12));
        var late = AMember();
        late.Renew(Second.Hash, null, Moment.Noon.AddHours(24).AddMinutes(-1));

        Assert.Null(early.CheckCredential(First, Moment.Noon.AddHours(12).AddMinutes(10).AddTicks(-1)));
        Assert.Equal(AgentRefusals.TokenInvalid, early.CheckCredential(First, Moment.Noon.AddHours(12).AddMinutes(10))?.Code);
        Assert.Equal(AgentRefusals.TokenInvalid, late.CheckCredential(First, Moment.Noon.AddHours(24))?.Code);
        Assert.Null(early.CheckCredential(Second, Moment.Noon.AddHours(36).AddTicks(-1)));
    }

    [Fact]
    public void Renew_JoinedBeforeKeysWere_BindsTheKey_AndNeverAnotherOne()
    {
        var agent = AgentNode.Join(new AgentId("a"), ARequest(null), First.Hash, Moment.Noon).Value;
        Assert.Null(agent.CheckCredential(First, Moment.Noon.AddYears(1)));

        agent.Renew(Second.Hash, Key, Moment.Noon.AddYears(1));
        agent.Renew(First.Hash, [2], Moment.Noon.AddYears(1));

        Assert.Equal(Key, agent.PublicKey);
        Assert.Equal(Moment.Noon.AddYears(1) + AgentNode.CredentialLifetime, agent.CredentialExpiresAt);
    }

    [Fact]
    public void Renew_Removed_IsRefused()
    {
        var agent = AMember();
        agent.Revoke(Moment.Noon);

        Assert.Equal(AgentRefusals.Revoked, agent.Renew(Second.Hash, null, Moment.Noon).Refusal?.Code);
        Assert.Equal(AgentRefusals.Revoked, agent.CheckStanding(Moment.Noon)?.Code);
    }

    [Fact]
    public void Import_AKeyOfAnotherCurve_OrCutOrLengthened_IsNone()
    {
        using var key = P256.Create();
        using var other = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP384);
        var sound = key.ExportSubjectPublicKeyInfo();

        Assert.True(P256.IsPublicKey(sound));
        Assert.False(P256.IsPublicKey(other.ExportSubjectPublicKeyInfo()));
        Assert.False(P256.IsPublicKey(sound.AsSpan(1)));
        Assert.False(P256.IsPublicKey([.. sound, 0]));
        Assert.False(P256.IsPublicKey(null));
    }

    private static AgentNode AMember() => AgentNode.Join(new AgentId("a"), ARequest(Key), First.Hash, Moment.Noon).Value;

    private static JoinRequest ARequest(byte[]? key) => new() { JoinToken = "t", Name = "blue", Pool = "production", PublicKey = key };

    private static BearerSecret SecretOf(byte number) => new() { Id = "a", Hash = BearerSecret.HashOf([.. Enumerable.Repeat(number, BearerSecret.SecretLength)]) };
}
