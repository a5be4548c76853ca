using System.Text.Json.Serialization;
using ControlPlane.Domain.Analysis.Templates.Judged;
using ControlPlane.Domain.Analysis.Templates.Sources;

namespace ControlPlane.Domain.Analysis.Templates;

/// <summary>One metric of an analysis with its limit and the rules by which single measurements become a result. Immutable.</summary>
public sealed record MetricCheck
{
    /// <summary>How soon a look that could not be taken is tried again, unless <see cref="Interval"/> is shorter.</summary>
    public static readonly TimeSpan ErrorRetry = TimeSpan.FromSeconds(10);

    /// <summary>A name of <see cref="MetricName"/>; with a source of its own, a name of one's own.</summary>
    public required string Metric { get; init; }

    /// <summary>Where its numbers come from; null means that the control plane counts them.</summary>
    public MetricSource? Source { get; init; }

    /// <summary>Unit of a value from a source of its own, such as <c>ms</c>; null when it has none, or the metric is built in.</summary>
    public string? Unit { get; init; }

    /// <summary>How the canary judge looks at it; null means as usual. Only read in a template with a judge.</summary>
    public JudgedMetric? Judged { get; init; }

    /// <summary>Highest value that passes, in the metric's unit; null when there is no upper limit.</summary>
    public double? Maximum { get; init; }

    /// <summary>Lowest value that passes; null when there is no lower limit.</summary>
    public double? Minimum { get; init; }

    /// <summary>How much higher than the champion's value still passes, in the metric's unit; null when not compared.</summary>
    public double? MaximumIncrease { get; init; }

    /// <summary>How much higher than the champion's value still passes, as a share of it (0.1 = 10 %); null when not compared.</summary>
    public double? MaximumIncreaseShare { get; init; }

    /// <summary>How much lower than the champion's value still passes, in the metric's unit; null when not compared.</summary>
    public double? MaximumDecrease { get; init; }

    /// <summary>Requests that every compared variant needs in the window before a measurement counts.</summary>
    public int MinimumRequests { get; init; } = 100;

    /// <summary>Share of answers whose label must be known before a measurement by labels counts, 0 to 1; null when any share will do.</summary>
    public double? MinimumCoverage { get; init; }

    /// <summary>Window of one measurement; null means since the stratum began.</summary>
    public TimeSpan? Window { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Time from the stratum's begin to the first measurement.</summary>
    public TimeSpan InitialDelay { get; init; }

    /// <summary>Time between measurements.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Measurements that may fail; one more fails the check.</summary>
    public int FailureLimit { get; init; } = 2;

    /// <summary>Only the last so many measurements count towards <see cref="FailureLimit"/>, so that a long run is not punished; null counts all.</summary>
    public int? FailureWindow { get; init; } = 5;

    /// <summary>Failures in a row that may happen; one more fails the check; null means no such rule.</summary>
    public int? ConsecutiveFailureLimit { get; init; }

    /// <summary>Measurements in a row that could not be taken; one more stops the rollout for a person.</summary>
    public int ErrorLimit { get; init; } = 4;

    /// <summary>True when a failure of this check alone decides, whatever the others say.</summary>
    public bool IsCritical { get; init; } = true;

    /// <summary>True when it is only shown and never decides.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Whether the champion's value is needed.</summary>
    [JsonIgnore]
    public bool IsCompared => MaximumIncrease is not null || MaximumIncreaseShare is not null || MaximumDecrease is not null;
}
