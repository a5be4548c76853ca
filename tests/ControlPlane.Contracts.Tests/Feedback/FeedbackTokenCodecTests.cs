using ControlPlane.Contracts.Feedback;

namespace ControlPlane.Contracts.Tests.Feedback;

public sealed class FeedbackTokenCodecTests
{
    private static readonly FeedbackTokenCodec Codec = new(KeyOf(1));

    private static readonly FeedbackClaim Claim = new()
    {
        Endpoint = "pets",
        Variant = "v2",
        Version = 2,
        RouteRevision = 41,
        AnsweredAt = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
        RequestId = "r-1",
        Bucket = 9_999,
        PredictedLabel = "koala",
        Score = 0.75f,
        Propensity = 1_000,
    };

    [Fact]
    public void Read_WhatWriteMade_YieldsTheClaim() => Assert.Equal(Claim, Codec.Read(Codec.Write(Claim)).Value);

    [Fact]
    public void Read_ClaimWithoutLabelScoreAndKey_KeepsThemUnknown()
    {
        var bare = Claim with { PredictedLabel = null, Score = null, Bucket = -1 };

        Assert.Equal(bare, Codec.Read(Codec.Write(bare)).Value);
    }

    [Fact]
    public void Read_TokenOfAnotherInstallation_IsRefused() =>
        Assert.Equal("token_invalid", new FeedbackTokenCodec(KeyOf(2)).Read(Codec.Write(Claim)).Refusal?.Code);

    [Fact]
    public void Read_AnyCharacterChanged_IsRefused()
    {
        var token = Codec.Write(Claim);
        for (var at = 0; at < token.Length - 1; at++)
        {
            var forged = token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..];

            Assert.Equal("token_invalid", Codec.Read(forged).Refusal?.Code);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("AA")]
    [InlineData("not a token")]
    [InlineData("κοάλα")]
    public void Read_TextThatIsNoToken_IsRefused(string token) => Assert.Equal("token_invalid", Codec.Read(token).Refusal?.Code);

    [Fact]
    public void Read_TextLongerThanAnyToken_IsRefused() =>
        Assert.Equal("token_invalid", Codec.Read(new string('A', FeedbackTokenCodec.MaximumLength + 1)).Refusal?.Code);

    [Fact]
    public void Write_LongestTexts_StaysReadable()
    {
        var long255 = new string('x', FeedbackTokenCodec.MaximumTextBytes);
        var claim = Claim with { Endpoint = long255, Variant = long255, RequestId = long255, PredictedLabel = long255 };

        var token = Codec.Write(claim);

        Assert.Equal(claim, Codec.Read(token).Value);
        Assert.InRange(token.Length, 1, FeedbackTokenCodec.MaximumLength);
    }

    private static byte[] KeyOf(byte fill) => [.. Enumerable.Repeat(fill, FeedbackTokenCodec.KeyLength)];
}
