using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.Domain.Tests.Agents;

public sealed class JoinTokenTests
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 32).Select(n => (byte)n)];
    private static readonly AgentId Agent = new("agent-1");

    [Fact]
    public void Issue_WithoutLifetime_LivesFifteenMinutes() => Assert.Equal(Moment.Noon.AddMinutes(15), AToken().ExpiresAt);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(60.001)]
    public void Issue_LifetimeOutOfBounds_Refuses(double minutes)
    {
        var refusal = JoinToken.Issue("t", BearerSecret.HashOf(Bytes), "production", "me", TimeSpan.FromMinutes(minutes), Moment.Noon).Refusal;

        Assert.Equal("lifetime", Assert.Single(refusal!.Fields).Field);
    }

    [Fact]
    public void Use_InTime_UsesItUp()
    {
        var token = AToken();

        _ = token.Use(Shown(Bytes), "production", Agent, Moment.Noon.AddMinutes(14)).Value;

        Assert.Equal((Moment.Noon.AddMinutes(14), Agent), (token.UsedAt, token.UsedBy));
    }

    [Fact]
    public void Use_Twice_RefusesTheSecond()
    {
        var token = AToken();
        _ = token.Use(Shown(Bytes), "production", Agent, Moment.Noon).Value;

        var again = token.Use(Shown(Bytes), "production", new AgentId("agent-2"), Moment.Noon);

        Assert.Contains("used before", again.Refusal?.Sentence, StringComparison.Ordinal);
        Assert.Equal(Agent, token.UsedBy);
    }

    [Fact]
    public void Use_AtItsEnd_Refuses() =>
        Assert.Contains("expired", AToken().Use(Shown(Bytes), "production", Agent, Moment.Noon.AddMinutes(15)).Refusal?.Sentence, StringComparison.Ordinal);

    [Fact]
    public void Use_ForAnotherPool_RefusesAndStaysUnused()
    {
        var token = AToken();

        Assert.Equal("pool", token.Use(Shown(Bytes), "staging", Agent, Moment.Noon).Refusal?.Fields[0].Field);
        Assert.Null(token.UsedAt);
    }

    [Fact]
    public void Use_WrongSecret_LearnsNoMoreThanAboutAnUnknownToken() =>
        Assert.Equal(JoinToken.Unknown(), AToken().Use(Shown(new byte[32]), "staging", Agent, Moment.Noon.AddDays(1)).Refusal);

    private static JoinToken AToken() => JoinToken.Issue("t", BearerSecret.HashOf(Bytes), "production", "me", null, Moment.Noon).Value;

    private static BearerSecret Shown(byte[] secret) => new() { Id = "t", Hash = BearerSecret.HashOf(secret) };
}
