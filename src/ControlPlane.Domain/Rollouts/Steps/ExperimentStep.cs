using System.Text.Json.Serialization;
using ControlPlane.Domain.Analysis.Comparisons;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Experiments;

namespace ControlPlane.Domain.Rollouts.Steps;

/// <summary>A fixed split runs until its stopping rule speaks. Immutable; what is planned here is fixed before the start.</summary>
public sealed record ExperimentStep : RolloutStep
{
    /// <summary>What is believed, in words.</summary>
    public required string Hypothesis { get; init; }

    /// <summary>A name of <see cref="MetricName"/>: what decides.</summary>
    public required string PrimaryMetric { get; init; }

    /// <summary>How much worse than the champion still counts as no worse, in the metric's unit, 0 or more.</summary>
    public required double Margin { get; init; }

    /// <summary>Checks that stop it whatever the primary metric says.</summary>
    public required AnalysisTemplate Guardrails { get; init; }

    /// <summary>Share of false alarms accepted, between 0 and 0.5.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>Chance to find what is worth finding, for which it was sized.</summary>
    public double Power { get; init; } = SampleSize.DefaultPower;

    /// <summary>Units per variant for which it was planned; undecided there it ends, and only there fixed-horizon numbers are given.</summary>
    public long PlannedPerVariant { get; init; } = 1_000;

    /// <summary>How many times its plan was changed after the start; each change began the test anew.</summary>
    public int Revision { get; init; }

    /// <summary>It does not end well before.</summary>
    public required TimeSpan MinimumDuration { get; init; }

    /// <summary>Undecided at its end, it asks a person.</summary>
    public required TimeSpan MaximumDuration { get; init; }

    /// <summary>What it compares: the primary metric decides, the guardrails' metrics take harm back.</summary>
    [JsonIgnore]
    public ComparisonPlan Comparison => new()
    {
        Metrics =
        [
            new ComparedMetric { Metric = PrimaryMetric, Margin = Margin, Alpha = Alpha, Role = MetricRole.Goal, TuningSampleSize = 2 * PlannedPerVariant },
            .. (Guardrails.Comparison?.Metrics ?? []).Where(m => m.Metric != PrimaryMetric).Select(m => m with { Role = MetricRole.Guardrail }),
        ],
        PlannedPerVariant = PlannedPerVariant,
        MinimumUnits = Math.Min(1_000, PlannedPerVariant),
    };

    /// <inheritdoc />
    [JsonIgnore]
    public override string Title => $"Experiment on {PrimaryMetric}";

    /// <inheritdoc />
    [JsonIgnore]
    public override TimeSpan MinimumTime => MinimumDuration;
}
