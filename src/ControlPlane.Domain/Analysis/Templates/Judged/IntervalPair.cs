using System.Text.Json.Serialization;

namespace ControlPlane.Domain.Analysis.Templates.Judged;

/// <summary>What challenger and champion had in one interval; null where a side had no value. Immutable.</summary>
/// <param name="Challenger">The challenger's value.</param>
/// <param name="Champion">The champion's, or the baseline's.</param>
public readonly record struct IntervalPair([property: JsonPropertyName("a")] double? Challenger, [property: JsonPropertyName("b")] double? Champion);
