namespace ControlPlane.Contracts.Telemetry;

/// <summary>Sums over pairs of numbers that two variants gave to the same rows; they add up. Immutable.</summary>
/// <remarks>The number is the score where one is read; of probabilities without a positive class, that of the champion's label under both.</remarks>
public sealed record PairedNumbers
{
    /// <summary>Pairs differ by no more than this plus <see cref="RelativeTolerance"/> of the champion's number to count as the same.</summary>
    public const double AbsoluteTolerance = 1e-6;

    /// <summary>See <see cref="AbsoluteTolerance"/>.</summary>
    public const double RelativeTolerance = 0.01;

    /// <summary>Pairs of finite numbers.</summary>
    public long Count { get; init; }

    /// <summary>Σ champion.</summary>
    public double Champion { get; init; }

    /// <summary>Σ shadow.</summary>
    public double Shadow { get; init; }

    /// <summary>Σ champion².</summary>
    public double ChampionSquares { get; init; }

    /// <summary>Σ shadow².</summary>
    public double ShadowSquares { get; init; }

    /// <summary>Σ champion·shadow.</summary>
    public double Products { get; init; }

    /// <summary>Σ |shadow − champion|.</summary>
    public double AbsoluteDifferences { get; init; }

    /// <summary>Largest |shadow − champion|.</summary>
    public double LargestDifference { get; init; }

    /// <summary>Pairs within the tolerance.</summary>
    public long Within { get; init; }
}
