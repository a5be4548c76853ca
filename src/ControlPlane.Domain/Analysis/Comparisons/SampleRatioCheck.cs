namespace ControlPlane.Domain.Analysis.Comparisons;

/// <summary>Whether requests fell on variants as the split says; if not, no number of the comparison means what it seems to. Immutable.</summary>
public sealed record SampleRatioCheck
{
    /// <summary>True when the split is wrong.</summary>
    public required bool IsMismatch { get; init; }

    /// <summary>False when it could not be tested; the sentence says why.</summary>
    public required bool IsTested { get; init; }

    /// <summary>What it says, with numbers.</summary>
    public required string Sentence { get; init; }

    /// <summary>Smallest p so far, valid at every look; 1 when it was not tested.</summary>
    public double SequentialP { get; init; } = 1;

    /// <summary>p of the chi-square test at the planned size; null before it.</summary>
    public double? PlannedP { get; init; }

    /// <summary>Counted requests by variant.</summary>
    public IReadOnlyDictionary<string, long> Observed { get; init; } = new Dictionary<string, long>();

    /// <summary>Weights in force by variant, basis points.</summary>
    public IReadOnlyDictionary<string, int> Weights { get; init; } = new Dictionary<string, int>();

    /// <summary>A check that could not be made.</summary>
    public static SampleRatioCheck Untested(string why) => new() { IsMismatch = false, IsTested = false, Sentence = why };
}
