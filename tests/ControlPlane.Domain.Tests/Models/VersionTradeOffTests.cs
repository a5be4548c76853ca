using ControlPlane.Domain.Models;
using ControlPlane.Domain.Shadows;

namespace ControlPlane.Domain.Tests.Models;

public sealed class VersionTradeOffTests
{
    private static readonly VersionFigures Full = new() { Number = 1, SizeBytes = 1_000_000, LatencyP50 = 4, CpuPerThousand = 3_000, Right = new(970, 1_000) };

    [Fact]
    public void Sentence_HalfTheSizeAtTheSameQuality_SaysWhatItSavesAndThatAccuracyHolds()
    {
        var half = Full with { Number = 2, SizeBytes = 500_000, LatencyP50 = 4.1, CpuPerThousand = 3_900, Right = new(968, 1_000) };

        var sentence = VersionTradeOff.Sentence(Full, half, new(9_990, 10_000), PairedLabels.None);

        Assert.StartsWith("v2 against v1 saves 50 % size and costs 30 % processor time; both answer alike for 99.9 % of 10,000 rows", sentence, StringComparison.Ordinal);
        Assert.Contains("does not differ beyond chance: −0.2 points", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Sentence_AccuracyFalls_SaysByHowMuch() =>
        Assert.Contains("it changes accuracy by −9 points", VersionTradeOff.Sentence(Full, Full with { Number = 2, Right = new(880, 1_000) }, null, PairedLabels.None), StringComparison.Ordinal);

    [Theory]
    [InlineData(900, 20, 22, 2, "accuracy does not differ beyond chance: right 97.67 % against 97.46 % of 944 labelled requests that both were asked (McNemar p 0.877)")]
    [InlineData(900, 60, 5, 3, "accuracy differs: right 93.49 % against 99.17 % of 968 labelled requests that both were asked (McNemar p below 0.001)")]
    public void Sentence_LabelsOfTheSameRequests_AreTestedInPairs(long both, long onlyLeft, long onlyRight, long neither, string expected) =>
        Assert.Contains(expected, VersionTradeOff.Sentence(Full, Full with { Number = 2 }, null, new PairedLabels(both, onlyLeft, onlyRight, neither)), StringComparison.Ordinal);

    [Fact]
    public void Sentence_NothingMeasured_ClaimsNothing()
    {
        var bare = new VersionFigures { Number = 1, SizeBytes = 100 };

        var sentence = VersionTradeOff.Sentence(bare, bare with { Number = 2 }, null, PairedLabels.None);

        Assert.Contains("nothing that was measured differs", sentence, StringComparison.Ordinal);
        Assert.Contains("not compared yet", sentence, StringComparison.Ordinal);
        Assert.Contains("not known", sentence, StringComparison.Ordinal);
    }
}
