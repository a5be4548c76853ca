using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Telemetry;

/// <summary>One row as two variants see it. Immutable.</summary>
/// <param name="ChampionLabel">Class by the variant that answered; null when none is read.</param>
/// <param name="ShadowLabel">Class by the shadow; null when none is read.</param>
/// <param name="ChampionNumber">Score or probability by the variant that answered; NaN when none is read.</param>
/// <param name="ShadowNumber">The same by the shadow; NaN when none is read.</param>
/// <param name="TopOverlap">Share, 0 to 1, of the highest classes that both have; NaN when they are not ranked by both.</param>
internal readonly record struct ComparedRow(string? ChampionLabel, string? ShadowLabel, double ChampionNumber, double ShadowNumber, double TopOverlap)
{
    /// <summary>Whether both give a label.</summary>
    public bool HasLabels => ChampionLabel is not null && ShadowLabel is not null;

    /// <summary>Whether both give a number.</summary>
    public bool HasNumbers => double.IsFinite(ChampionNumber) && double.IsFinite(ShadowNumber);

    /// <summary>How far the numbers are apart; NaN where one is missing.</summary>
    public double Difference => Math.Abs(ShadowNumber - ChampionNumber);

    /// <summary>Whether the numbers count as the same.</summary>
    public bool IsWithinTolerance => Difference <= PairedNumbers.AbsoluteTolerance + (PairedNumbers.RelativeTolerance * Math.Abs(ChampionNumber));

    /// <summary>Whether the labels differ or, without labels, the numbers.</summary>
    public bool IsDisagreement => HasLabels ? ChampionLabel != ShadowLabel : HasNumbers && !IsWithinTolerance;

    /// <summary>0 for none; up to 1 by the numbers, in proportion to the larger one where that is above 1; 1 more for another label.</summary>
    public double Deviation
    {
        get
        {
            var scale = Math.Max(1, Math.Max(Math.Abs(ChampionNumber), Math.Abs(ShadowNumber)));
            var ofNumbers = HasNumbers ? Math.Min(1, Difference / scale) : 0;
            return HasLabels && ChampionLabel != ShadowLabel ? 1 + ofNumbers : ofNumbers;
        }
    }
}
