using ControlPlane.Contracts.Telemetry;
using ControlPlane.Domain.Drift;

namespace ControlPlane.Domain.Tests.Drift;

[Trait("Category", "Slow")]
public sealed class DriftMonitorTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Score_NoDriftInFewRows_MovesNoMoreOftenThanStatedWhereTheCustomaryLimitFiresAlways()
    {
        const int looks = 1_500, features = 4;
        var rule = DriftRule.Default with { ExpectedLooks = 50 };
        var random = new Random(11);
        int moved = 0, customary = 0;

        for (var look = 0; look < looks; look++)
        {
            // A fresh reference each time: the stated rate is over references, too.
            var scores = Enumerable.Range(0, features).Select(f => DriftScore.Of(Frozen(random, 400), Window(random, 150, 0), rule, features)).ToArray();
            moved += scores.Any(s => s.IsMoved) ? 1 : 0;
            customary += scores.Any(s => s.Index > StabilityIndex.CustomaryLimit) ? 1 : 0;
        }

        Assert.InRange(moved, 0, (looks / rule.ExpectedLooks) + (4 * Math.Sqrt(looks / rule.ExpectedLooks)));
        Assert.True(customary > looks / 4, $"The customary limit alone fired in only {customary} of {looks} looks.");
    }

    [Theory]
    [InlineData(150)]
    [InlineData(5_000)]
    public void Score_MeanMovesByOneDeviation_IsMovedWhateverTheSize(int rows)
    {
        var random = new Random(5);

        var score = DriftScore.Of(Frozen(random, 5_000), Window(random, rows, 1), DriftRule.Default, 10);

        Assert.True(score.IsMoved);
        Assert.Equal(rows <= DriftScore.MostRowsForTest, score.KolmogorovSmirnov is not null);
        Assert.Equal(rows > DriftScore.MostRowsForTest, score.Wasserstein is not null);
    }

    [Fact]
    public void Score_TinyMoveInManyRows_IsSignificantButNotMoved()
    {
        var random = new Random(5);

        var score = DriftScore.Of(Frozen(random, 200_000), Window(random, 200_000, 0.1), DriftRule.Default, 10);

        Assert.True(score.PValue < score.Rate);
        Assert.False(score.IsMoved);
    }

    [Fact]
    public void Score_ValuesGoMissing_IsMoved()
    {
        var random = new Random(7);
        var window = Window(random, 1_500, 0) with { Missing = 700 };

        Assert.True(DriftScore.Of(Frozen(random, 2_000), window, DriftRule.Default, 1).IsMoved);
    }

    [Fact]
    public void Score_NewCategory_IsMovedAndOneCategoryForEverIsNot()
    {
        var reference = FeatureReference.Freeze(Categories(("cat", 500))).Value;

        Assert.True(DriftScore.Of(reference, Categories(("cat", 300), ("koala", 200)), DriftRule.Default, 1).IsMoved);
        Assert.False(DriftScore.Of(reference, Categories(("cat", 400)), DriftRule.Default, 1).IsMoved);
    }

    [Fact]
    public void Score_ConstantFeature_ShowsWhenItLeavesItsValue()
    {
        var sketch = new FeatureSketch();
        sketch.Add(FeatureSketch.BinOf(3), 500);
        var other = new FeatureSketch();
        other.Add(FeatureSketch.BinOf(9), 500);
        var reference = FeatureReference.Freeze(Numbers(sketch)).Value;

        Assert.False(DriftScore.Of(reference, Numbers(sketch), DriftRule.Default, 1).IsMoved);
        Assert.True(DriftScore.Of(reference, Numbers(other), DriftRule.Default, 1).IsMoved);
    }

    [Fact]
    public void Score_EmptyOrForeignWindow_IsNotEstimableInWords()
    {
        var reference = Frozen(new Random(1), 500);

        Assert.Equal("0 of 100 rows.", DriftScore.Of(reference, null, DriftRule.Default, 1).NotEstimable);
        Assert.Contains("freeze a new reference", DriftScore.Of(reference, Categories(("cat", 400)), DriftRule.Default, 1).NotEstimable, StringComparison.Ordinal);
        Assert.False(DriftScore.Of(reference, null, DriftRule.Default, 1).IsMoved);
    }

    [Fact]
    public void Freeze_NothingUsable_NamesEachFeatureAndItsRemedy()
    {
        var refused = DriftReference.Freeze(DriftSource.LiveRequests, Noon, [Categories(("cat", 3)), new("x", new FeatureSketch(), new Dictionary<string, long>(), 400)]);

        Assert.Equal("reference_empty", refused.Refusal?.Code);
        Assert.Equal(["label", "x"], refused.Refusal!.Fields.Select(f => f.Field));
    }

    [Theory]
    [InlineData("010", DriftOrigin.None)]
    [InlineData("110", DriftOrigin.Callers)]
    [InlineData("1-1", DriftOrigin.Callers)]
    [InlineData("1100", DriftOrigin.None)]
    public void Judge_MovedWindows_AlarmsAfterTwoOfThreeJudgedOnes(string windows, DriftOrigin expected)
    {
        var judged = windows.Select(w => Scores(("v1", "x", w), ("v2", "x", w))).ToArray();

        Assert.Equal(expected, DriftMonitor.Judge(judged, "v1", DriftRule.Default).Origin);
    }

    [Fact]
    public void Judge_InputsOrOutputsMove_TellsCallersFromChallenger()
    {
        DriftVerdict Of(params (string, string?, char)[] moves) => DriftMonitor.Judge([Scores(moves), Scores(moves)], "v1", DriftRule.Default);

        Assert.Equal(DriftOrigin.Callers, Of(("v1", "x", '1'), ("v2", "x", '1'), ("v2", null, '1')).Origin);
        Assert.Equal(DriftOrigin.Assignment, Of(("v1", "x", '0'), ("v2", "x", '1')).Origin);
        Assert.Equal(DriftOrigin.Challenger, Of(("v1", "x", '0'), ("v2", "x", '0'), ("v1", null, '0'), ("v2", null, '1')).Origin);
        Assert.Equal(DriftOrigin.Unseen, Of(("v1", "x", '0'), ("v1", null, '1'), ("v2", null, '1')).Origin);
    }

    [Fact]
    public void Decide_DriftAlone_NeverRollsBack()
    {
        var drift = new DriftVerdict(DriftOrigin.Challenger, [new("v2", null)], 4, 4, "");

        Assert.Equal(DriftAction.Hold, DriftMonitor.Decide(drift, DriftAction.Hold, isHarmed: false));
        Assert.Equal(DriftAction.RollBack, DriftMonitor.Decide(drift, DriftAction.Hold, isHarmed: true));
        Assert.Equal(DriftAction.Alert, DriftMonitor.Decide(drift, DriftAction.Alert, isHarmed: true));
        Assert.Equal(DriftAction.Hold, DriftMonitor.Decide(drift with { Origin = DriftOrigin.Callers }, DriftAction.Hold, isHarmed: true));
        Assert.Equal(DriftAction.None, DriftMonitor.Decide(drift with { Origin = DriftOrigin.None }, DriftAction.Hold, isHarmed: true));
    }

    [Fact]
    public void Stream_ErrorShareRises_IsFoundAndAStillOneIsNot()
    {
        var random = new Random(3);
        double[] still = [.. Enumerable.Range(0, 600).Select(_ => 0.02 + (0.01 * random.NextDouble()))];
        double[] rising = [.. still, .. still.Take(200).Select(mean => mean + 0.3)];

        Assert.Null(StreamDrift.Newest(still, new()));
        var change = StreamDrift.Newest(rising, new());
        Assert.InRange(change!.At, 600, 680);
        Assert.True(change.After > change.Before);
    }

    private static Dictionary<DriftSubject, DriftScore> Scores(params (string Variant, string? Feature, char Kind)[] moves) => moves.ToDictionary(
        m => new DriftSubject(m.Variant, m.Feature),
        m => new DriftScore { Name = m.Feature ?? "predictions", Rows = 500, Index = m.Kind == '1' ? 1 : 0, Limit = 0.1, PValue = 0, Rate = 0.01, NotEstimable = m.Kind == '-' ? "3 of 100 rows." : null });

    private static FeatureReference Frozen(Random random, int rows) => FeatureReference.Freeze(Window(random, rows, 0)).Value;

    private static FeatureWindow Window(Random random, int rows, double shift)
    {
        var sketch = new FeatureSketch();
        for (var row = 0; row < rows; row++)
        {
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            sketch.Add(FeatureSketch.BinOf((float)(normal + shift)), 1);
        }

        return Numbers(sketch);
    }

    private static FeatureWindow Numbers(FeatureSketch sketch) => new("x", sketch, new Dictionary<string, long>(), 0);

    private static FeatureWindow Categories(params (string Name, long Rows)[] categories) => new("label", null, categories.ToDictionary(c => c.Name, c => c.Rows), 0);
}
