namespace ControlPlane.Domain.Analysis.Sequences;

/// <summary>
/// Evidence against "nothing differs" that may be looked at as often as one likes:
/// under the null its mean is at most 1 at every time, so it ever exceeds 1/α with chance at most α (Ville).
/// Kept as a logarithm, because it overflows within minutes of a clear difference.
/// </summary>
/// <param name="Log">Natural logarithm of the evidence; above 0 speaks against the null.</param>
public readonly record struct EValue(double Log)
{
    /// <summary>No evidence either way.</summary>
    public static EValue Neutral => default;

    /// <summary>p-value that stays valid under peeking: min(1, 1/e). Callers keep the smallest one seen.</summary>
    public double PValue => Log <= 0 ? 1 : Math.Exp(-Log);

    /// <summary>The evidence itself; infinite beyond 1e308.</summary>
    public double Value => Math.Exp(Log);

    /// <summary>Evidence given as a factor of at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The factor is negative or NaN.</exception>
    public static EValue FromFactor(double factor) =>
        factor >= 0 ? new(Math.Log(factor)) : throw new ArgumentOutOfRangeException(nameof(factor), factor, "must be at least 0");

    /// <summary>The mean of two e-values is one too: as good as the better of both but for a factor of 2, whatever the other says.</summary>
    public EValue Average(EValue other)
    {
        var (greater, less) = (Math.Max(Log, other.Log), Math.Min(Log, other.Log));
        return new(greater + Math.Log((1 + Math.Exp(less - greater)) / 2));
    }

    /// <summary>Evidence of consecutive steps, each with its own split: the product of their e-values is an e-value.</summary>
    public EValue Times(EValue next) => new(Log + next.Log);
}
