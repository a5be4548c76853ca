using System.Text;
using ControlPlane.Contracts.Feedback;

namespace ControlPlane.Contracts.Tests.Feedback;

public sealed class FeedbackTokenWriterTests
{
    private static readonly FeedbackTokenCodec Codec = new([.. Enumerable.Repeat((byte)7, FeedbackTokenCodec.KeyLength)]);

    [Fact]
    public void Write_SameClaimAsTheCodec_YieldsTheSameToken()
    {
        using var writer = Codec.CreateWriter();
        var claim = ClaimOf(requestId: "r-ü", label: "koala");

        Assert.Equal(Codec.Write(claim), Write(writer, claim));
        Assert.Equal(Codec.Write(claim), Write(writer, claim));
    }

    [Fact]
    public void Write_NoLabelAndNoScore_KeepsThemUnknown()
    {
        using var writer = Codec.CreateWriter();
        var claim = ClaimOf(requestId: "r-1", label: null) with { Score = null };

        Assert.Equal(claim, Codec.Read(Write(writer, claim)).Value);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("ü")]
    [InlineData("猫")]
    [InlineData("😀")]
    public void Write_TextLongerThanATokenHolds_IsCutAtAWholeCharacterByBothWriters(string character)
    {
        using var writer = Codec.CreateWriter();
        var claim = ClaimOf(requestId: string.Concat(Enumerable.Repeat(character, 300)), label: null);
        var fitting = FeedbackTokenCodec.MaximumTextBytes / Encoding.UTF8.GetByteCount(character);

        var token = Write(writer, claim);

        Assert.Equal(string.Concat(Enumerable.Repeat(character, fitting)), Codec.Read(token).Value.RequestId);
        Assert.Equal(Codec.Write(claim), token);
    }

    [Fact]
    public void Write_ManyTimes_AllocatesNothing()
    {
        using var writer = Codec.CreateWriter();
        var buffer = new byte[FeedbackTokenCodec.MaximumLength];
        WriteBare(writer, buffer);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            WriteBare(writer, buffer);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void WriteBare(FeedbackTokenWriter writer, byte[] buffer) =>
        writer.Write(
            new FeedbackTokenFields
            {
                Endpoint = "pets"u8,
                Variant = "v2"u8,
                RequestId = "r-1"u8,
                Version = 2,
                RouteRevision = 41,
                AnsweredAtSeconds = 1,
                Bucket = 3,
                Score = 0.5f,
                Propensity = 1_000,
            },
            buffer);

    private static string Write(FeedbackTokenWriter writer, FeedbackClaim claim)
    {
        var buffer = new byte[FeedbackTokenCodec.MaximumLength];
        var length = writer.Write(
            new FeedbackTokenFields
            {
                Endpoint = Encoding.UTF8.GetBytes(claim.Endpoint),
                Variant = Encoding.UTF8.GetBytes(claim.Variant),
                RequestId = Encoding.UTF8.GetBytes(claim.RequestId),
                PredictedLabel = Encoding.UTF8.GetBytes(claim.PredictedLabel ?? ""),
                Version = claim.Version,
                RouteRevision = claim.RouteRevision,
                AnsweredAtSeconds = claim.AnsweredAt.ToUnixTimeSeconds(),
                Bucket = claim.Bucket,
                Score = claim.Score ?? float.NaN,
                Propensity = claim.Propensity,
            },
            buffer);
        return Encoding.ASCII.GetString(buffer.AsSpan(0, length));
    }

    private static FeedbackClaim ClaimOf(string requestId, string? label) => new()
    {
        Endpoint = "pets",
        Variant = "v2",
        Version = 2,
        RouteRevision = 41,
        AnsweredAt = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
        RequestId = requestId,
        Bucket = 9_999,
        PredictedLabel = label,
        Score = 0.75f,
        Propensity = 1_000,
    };
}
