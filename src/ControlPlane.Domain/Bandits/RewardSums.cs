using System.Text.Json.Serialization;

namespace ControlPlane.Domain.Bandits;

/// <summary>Rewards added up. Immutable.</summary>
/// <param name="Count">Rewarded pulls.</param>
/// <param name="Sum">Sum of their rewards.</param>
/// <param name="Squares">Sum of their rewards' squares.</param>
public readonly record struct RewardSums(double Count, double Sum, double Squares)
{
    /// <summary>Whether every reward was 0 or 1: only then is a sum its own sum of squares.</summary>
    [JsonIgnore]
    public bool IsBinary => Math.Abs(Sum - Squares) <= 1e-9 * Math.Max(1, Math.Abs(Squares)) && Sum >= 0 && Sum <= Count + 1e-9;

    /// <summary>Mean reward; 0 without rewards.</summary>
    [JsonIgnore]
    public double Mean => Count > 0 ? Sum / Count : 0;

    /// <summary>Σ(r − mean)²; 0 without rewards.</summary>
    [JsonIgnore]
    public double SquaredDeviations => Count > 0 ? Math.Max(0, Squares - (Sum * Sum / Count)) : 0;

    /// <summary>The same rewards, each counting as a part of itself.</summary>
    /// <param name="weight">The part, at least 0.</param>
    public RewardSums Times(double weight) => new(Count * weight, Sum * weight, Squares * weight);

    /// <summary>Both together.</summary>
    public RewardSums Plus(RewardSums other) => new(Count + other.Count, Sum + other.Sum, Squares + other.Squares);
}
