namespace ControlPlane.Domain.Shadows;

/// <summary>What a shadow is held against. Immutable.</summary>
public sealed record ShadowLimits
{
    /// <summary>The product's own.</summary>
    public static ShadowLimits Default { get; } = new();

    /// <summary>Least share of rows with the champion's label (without labels: of numbers within the tolerance), 0 to 1.</summary>
    public double Agreement { get; init; } = 0.98;

    /// <summary>Highest share of copies that fail or are answered invalidly, above the champion's share of failures, 0 to 1.</summary>
    public double Failures { get; init; } = 0.005;

    /// <summary>Pairs before there is a verdict about agreement.</summary>
    public long LeastPairs { get; init; } = 1_000;

    /// <summary>Requests with a true label before there is a verdict about quality.</summary>
    public long LeastLabels { get; init; } = 100;

    /// <summary>Confidence of every interval, inside (0, 1).</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>p-value of McNemar's test below which one of the two is right more often.</summary>
    public double Alpha { get; init; } = 0.05;
}
