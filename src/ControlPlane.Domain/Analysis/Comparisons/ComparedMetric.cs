using System.Text.Json.Serialization;
using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Domain.Analysis.Comparisons;

/// <summary>What is asked of one metric; fixed before the first request. Immutable.</summary>
public sealed record ComparedMetric
{
    private readonly MetricDirection? _direction;

    /// <summary>A name of <see cref="MetricName"/>.</summary>
    public required string Metric { get; init; }

    /// <summary>Which values are good; unless said, those that usually are.</summary>
    public MetricDirection Direction
    {
        get => _direction ?? UsualDirection(Metric);
        init => _direction = value;
    }

    /// <summary>How much worse than the champion still counts as no worse, in the metric's unit, 0 or more.</summary>
    public required double Margin { get; init; }

    /// <summary>The same as a share of the champion's value (0.5 = half as much again); the wider of the two holds; null means there is only <see cref="Margin"/>.</summary>
    public double? MarginShare { get; init; }

    /// <summary>Harm below it is never taken back, in the metric's unit, 0 or more; null means half the margin.</summary>
    public double? HarmGate { get; init; }

    /// <summary>What it is compared for.</summary>
    public MetricRole Role { get; init; } = MetricRole.Guardrail;

    /// <summary>Chance that its interval ever misses, inside (0, ½).</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>N*: units of both arms together at which its interval is at its tightest; the planned size of the comparison.</summary>
    public long TuningSampleSize { get; init; } = 20_000;

    /// <summary>The margin against a champion's value, in the metric's unit.</summary>
    public double MarginAgainst(double champion) => Math.Max(Margin, (MarginShare ?? 0) * Math.Abs(champion));

    /// <summary>The harm gate against a champion's value, in the metric's unit.</summary>
    public double HarmGateAgainst(double champion) => HarmGate ?? MarginAgainst(champion) / 2;

    /// <summary>Which values of a built-in metric are good unless a plan says otherwise.</summary>
    public static MetricDirection UsualDirection(string metric) =>
        metric is MetricName.Accuracy or MetricName.Reward or MetricName.Agreement ? MetricDirection.HigherIsBetter : MetricDirection.LowerIsBetter;

    /// <summary>Whether an effect upwards is harm.</summary>
    [JsonIgnore]
    public bool IsRiseHarm => Direction == MetricDirection.LowerIsBetter;
}
