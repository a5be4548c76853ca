using ControlPlane.Contracts.Telemetry;
using ControlPlane.Domain.Drift;

namespace ControlPlane.Domain.Tests.Drift;

public sealed class ScoredWindowTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_InputsAndPredictions_ScoresEachSubjectWithItsShareOfFalseAlarms()
    {
        var set = new ReferenceSet { StableVersion = 1, Inputs = new Dictionary<int, DriftReference> { [1] = Frozen(Noon, Numbers("x", 0), Numbers("y", 0)) }, Predictions = Frozen(Noon, Numbers(PredictionWindow.Name, 0)) };
        var window = new ObservedWindow(Noon, [new("v1", 1, [Numbers("x", 0), Numbers("y", 900)], Numbers(PredictionWindow.Name, 0)), new("v2", 2, [Numbers("x", 0)], null)]);

        var scored = ScoredWindow.Of(window, set, DriftRule.Default).Scores;

        Assert.Equal(["v1 x", "v1 y", "v1 ", "v2 x", "v2 y", "v2 "], scored.Keys.Select(s => $"{s.Variant} {s.Feature}"));
        Assert.Equal([new DriftSubject("v1", "y")], scored.Where(s => s.Value.IsMoved).Select(s => s.Key));
        Assert.Equal(["v2 y", "v2 "], scored.Where(s => s.Value.NotEstimable is not null).Select(s => $"{s.Key.Variant} {s.Key.Feature}"));
        Assert.All(scored.Values.Where(s => s.NotEstimable is null), s => Assert.InRange(s.QValue, s.PValue, 1));
    }

    [Fact]
    public void InputsOf_VersionWithoutItsOwn_AreTheStableOnesOrTheNewest()
    {
        DriftReference own = Frozen(Noon, Numbers("x", 0)), newer = Frozen(Noon.AddHours(1), Numbers("x", 0));
        var set = new ReferenceSet { StableVersion = 3, Inputs = new Dictionary<int, DriftReference> { [1] = own, [2] = newer } };

        Assert.Same(own, set.InputsOf(1));
        Assert.Same(newer, set.InputsOf(3));
        Assert.Same(own, (set with { StableVersion = 1 }).InputsOf(3));
        Assert.Null(ReferenceSet.None.InputsOf(1));
    }

    private static DriftReference Frozen(DateTimeOffset at, params FeatureWindow[] windows) => DriftReference.Freeze(DriftSource.TrainingData, at, windows).Value;

    private static FeatureWindow Numbers(string name, int from)
    {
        var sketch = new FeatureSketch();
        for (var row = 0; row < 500; row++)
            sketch.Add(FeatureSketch.BinOf(from + row), 1);
        return new FeatureWindow(name, sketch, new Dictionary<string, long>(), 0);
    }
}
