using System.Text.Json.Serialization;
using ControlPlane.Domain.Rollouts;

namespace ControlPlane.Web.Api.Resources;

/// <summary>A change of an experiment's plan after the start; what is left out stays. Immutable.</summary>
internal sealed record ExperimentBody
{
    public string? Hypothesis { get; init; }

    /// <summary>What decides; needs a margin in its unit.</summary>
    public string? Metric { get; init; }

    public double? Margin { get; init; }

    public double? Alpha { get; init; }

    public double? Power { get; init; }

    /// <summary>Units per variant.</summary>
    public long? Samples { get; init; }

    /// <summary>It does not end well before.</summary>
    [JsonConverter(typeof(DurationConverter))]
    public TimeSpan? Hold { get; init; }

    /// <summary>Undecided then, it asks a person.</summary>
    [JsonConverter(typeof(DurationConverter))]
    public TimeSpan? Horizon { get; init; }

    /// <summary>The guardrails.</summary>
    public AnalysisBody? Analysis { get; init; }

    /// <summary>Why the plan changes after the start; must be given.</summary>
    public string Reason { get; init; } = "";

    public ExperimentRevision ToRevision() => new()
    {
        Hypothesis = Hypothesis,
        PrimaryMetric = Metric,
        Margin = Margin,
        Alpha = Alpha,
        Power = Power,
        PlannedPerVariant = Samples,
        MinimumDuration = Hold,
        MaximumDuration = Horizon,
        Guardrails = Analysis?.ToTemplate(),
    };
}
