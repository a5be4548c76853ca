using ControlPlane.Domain.Models;

namespace ControlPlane.Domain.Tests.Models;

public sealed class VersionTradeOffTests
{
    private static readonly VersionFigures Full = new() { Number = 1, SizeBytes = 1_000_000, LatencyP50 = 4, CpuPerThousand = 3_000, Right = new(970, 1_000) };

    [Fact]
    public void Sentence_HalfTheSizeAtTheSameQuality_SaysWhatItSavesAndThatAccuracyHolds()
    {
        var half = Full with { Number = 2, SizeBytes = 500_000, LatencyP50 = 4.1, CpuPerThousand = 3_900, Right = new(968, 1_000) };

        var sentence = VersionTradeOff.Sentence(Full, half, new(9_990, 10_000));

        Assert.StartsWith("v2 against v1 saves 50 % size and costs 30 % processor time; both answer alike for 99.9 % of 10,000 rows", sentence, StringComparison.Ordinal);
        Assert.Contains("does not differ beyond chance: −0.2 points", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Sentence_AccuracyFalls_SaysByHowMuch() =>
        Assert.Contains("it changes accuracy by −9 points", VersionTradeOff.Sentence(Full, Full with { Number = 2, Right = new(880, 1_000) }, null), StringComparison.Ordinal);

    [Fact]
    public void Sentence_NothingMeasured_ClaimsNothing()
    {
        var bare = new VersionFigures { Number = 1, SizeBytes = 100 };

        var sentence = VersionTradeOff.Sentence(bare, bare with { Number = 2 }, null);

        Assert.Contains("nothing that was measured differs", sentence, StringComparison.Ordinal);
        Assert.Contains("not compared yet", sentence, StringComparison.Ordinal);
        Assert.Contains("not known", sentence, StringComparison.Ordinal);
    }
}
