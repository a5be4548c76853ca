namespace ControlPlane.Domain.Analysis.Quantiles;

/// <summary>
/// Bins whose width grows with the value, so that each bin's answer is within a relative error of every value in it:
/// γ = (1+a)/(1−a), bin ⌈ln v/ln γ⌉, answer 2γ^bin/(1+γ). Source: DDSketch (Masson, Rim, Lee, VLDB 2019), logarithmic mapping. Immutable.
/// </summary>
public sealed class LogarithmicBins
{
    private readonly double _logGamma;

    /// <summary>Bins for an accuracy.</summary>
    /// <param name="relativeAccuracy">a, inside (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The accuracy is out of bounds.</exception>
    public LogarithmicBins(double relativeAccuracy)
    {
        RelativeAccuracy = Require.InsideUnit(relativeAccuracy);
        Gamma = (1 + relativeAccuracy) / (1 - relativeAccuracy);
        _logGamma = Math.Log(Gamma);
    }

    /// <summary>a.</summary>
    public double RelativeAccuracy { get; }

    /// <summary>γ, ratio of a bin's ends.</summary>
    public double Gamma { get; }

    /// <summary>The bin of a value.</summary>
    /// <param name="value">Above 0, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of bounds.</exception>
    public int BinOf(double value) => (int)Math.Ceiling(Math.Log(Require.Positive(value)) / _logGamma);

    /// <summary>The value that a bin answers.</summary>
    public double ValueOf(int bin) => 2 * Math.Exp(bin * _logGamma) / (1 + Gamma);
}
