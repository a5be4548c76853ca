using ControlPlane.Domain.Drift;

namespace ControlPlane.Domain.Tests.Drift;

public sealed class DriftSeriesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Of_TwoWindows_EachStandsInTheStepInWhichItEnded()
    {
        var assessment = Assessment(Window(0, ("v1", "a", 0.1), ("v1", "b", 0.4), ("v2", "a", 0.9)), Window(2, ("v1", null, 0.2)));

        var series = DriftSeries.Of(assessment, "v1", [.. Enumerable.Range(0, 4).Select(m => Noon + (m * Minute))], Minute);

        Assert.Equal([0.4, null, 0.2, null], series);
    }

    [Fact]
    public void Of_WindowThatCouldNotBeJudged_IsAGap()
    {
        var unknown = new ScoredWindow(Noon, new Dictionary<DriftSubject, DriftScore> { [new("v1", "a")] = new() { Name = "a", Rows = 3, NotEstimable = "3 of 100 rows." } });

        Assert.Equal([null], DriftSeries.Of(Assessment(unknown), "v1", [Noon], Minute));
    }

    [Fact]
    public void Of_NothingJudgedYet_IsAllGaps() => Assert.Equal([null, null], DriftSeries.Of(null, "v1", [Noon, Noon + Minute], Minute));

    private static ScoredWindow Window(int minute, params (string Variant, string? Feature, double Index)[] scores) => new(
        Noon + (minute * Minute), scores.ToDictionary(s => new DriftSubject(s.Variant, s.Feature), s => new DriftScore { Name = s.Feature ?? "predictions", Rows = 500, Index = s.Index, Limit = 0.2, PValue = 0.5, Rate = 0.01 }));

    private static DriftAssessment Assessment(params ScoredWindow[] windows) => new()
    {
        Champion = "v1",
        Window = Minute,
        Windows = windows,
        Verdict = new DriftVerdict(DriftOrigin.None, [], 0, 0, ""),
    };
}
