using ControlPlane.Domain.Agents;

namespace ControlPlane.Domain.Tests.Agents;

public sealed class BearerSecretTests
{
    private static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(n => (byte)n)];

    [Fact]
    public void Read_WhatWasWritten_FindsIdAndHash()
    {
        var secret = BearerSecret.Read(BearerSecret.JoinTokenKind, BearerSecret.Write(BearerSecret.JoinTokenKind, "abc", Secret)).Value;

        Assert.Equal("abc", secret.Id);
        Assert.True(secret.Matches(BearerSecret.HashOf(Secret)));
    }

    [Fact]
    public void Matches_OtherSecret_DoesNot()
    {
        var secret = BearerSecret.Read(BearerSecret.JoinTokenKind, BearerSecret.Write(BearerSecret.JoinTokenKind, "abc", Secret)).Value;

        Assert.False(secret.Matches(BearerSecret.HashOf(new byte[32])));
    }

    [Fact]
    public void Read_AnyCharacterChanged_Refuses()
    {
        var text = BearerSecret.Write(BearerSecret.JoinTokenKind, "abc", Secret);

        for (var index = 0; index < text.Length; index++)
        {
            var changed = text.Remove(index, 1).Insert(index, text[index] == '0' ? "1" : "0");
            Assert.Equal(AgentRefusals.TokenInvalid, BearerSecret.Read(BearerSecret.JoinTokenKind, changed).Refusal?.Code);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("cpj")]
    [InlineData("cpj___")]
    [InlineData("____________________")]
    public void Read_NoToken_Refuses(string? text) => Assert.Equal(AgentRefusals.TokenInvalid, BearerSecret.Read("cpj", text).Refusal?.Code);

    [Fact]
    public void Read_OtherKind_Refuses() =>
        Assert.False(BearerSecret.Read(BearerSecret.CredentialKind, BearerSecret.Write(BearerSecret.JoinTokenKind, "abc", Secret)).IsAccepted);

    [Fact]
    public void Write_Secret_DoesNotShowInItsHash() =>
        Assert.DoesNotContain(BearerSecret.HashOf(Secret), BearerSecret.Write(BearerSecret.JoinTokenKind, "abc", Secret), StringComparison.Ordinal);
}
