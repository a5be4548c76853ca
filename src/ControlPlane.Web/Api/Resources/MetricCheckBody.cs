using System.Text.Json.Serialization;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Analysis.Templates.Judged;

namespace ControlPlane.Web.Api.Resources;

/// <summary>One check as a caller writes it; what is left out has the product's default.</summary>
internal sealed record MetricCheckBody
{
    private static readonly MetricCheck Usual = new() { Metric = MetricName.ErrorShare };

    public required string Metric { get; init; }

    /// <summary>Where its numbers come from; left out means that the control plane counts them.</summary>
    public MetricSourceBody? Source { get; init; }

    public string? Unit { get; init; }

    public JudgedMetric? Judged { get; init; }

    public double? Maximum { get; init; }

    public double? Minimum { get; init; }

    public double? MaximumIncrease { get; init; }

    public double? MaximumIncreaseShare { get; init; }

    public double? MaximumDecrease { get; init; }

    public int MinimumRequests { get; init; } = Usual.MinimumRequests;

    public double? MinimumCoverage { get; init; }

    [JsonConverter(typeof(DurationConverter))]
    public TimeSpan? Window { get; init; }

    [JsonConverter(typeof(DurationConverter))]
    public TimeSpan? InitialDelay { get; init; }

    [JsonConverter(typeof(DurationConverter))]
    public TimeSpan? Interval { get; init; }

    public int FailureLimit { get; init; } = Usual.FailureLimit;

    public int? FailureWindow { get; init; } = Usual.FailureWindow;

    public int? ConsecutiveFailureLimit { get; init; }

    public int ErrorLimit { get; init; } = Usual.ErrorLimit;

    /// <summary>Left out: yes where a limit decides; no where the canary judge scores, as Kayenta has it.</summary>
    public bool? IsCritical { get; init; }

    public bool IsDryRun { get; init; }

    public MetricCheck ToCheck(bool isJudged) => new()
    {
        Metric = Metric,
        Source = Source?.ToSource(),
        Unit = Unit,
        Judged = Judged,
        Maximum = Maximum,
        Minimum = Minimum,
        MaximumIncrease = MaximumIncrease,
        MaximumIncreaseShare = MaximumIncreaseShare,
        MaximumDecrease = MaximumDecrease,
        MinimumRequests = MinimumRequests,
        MinimumCoverage = MinimumCoverage,
        Window = Window ?? (isJudged ? Interval ?? Usual.Interval : Usual.Window),
        InitialDelay = InitialDelay ?? Usual.InitialDelay,
        Interval = Interval ?? Usual.Interval,
        FailureLimit = FailureLimit,
        FailureWindow = FailureWindow > FailureLimit ? FailureWindow : null,
        ConsecutiveFailureLimit = ConsecutiveFailureLimit,
        ErrorLimit = ErrorLimit,
        IsCritical = IsCritical ?? !isJudged,
        IsDryRun = IsDryRun,
    };
}
