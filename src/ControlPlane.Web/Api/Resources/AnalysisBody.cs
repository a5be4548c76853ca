using ControlPlane.Domain.Analysis.Comparisons;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Analysis.Templates.Judged;

namespace ControlPlane.Web.Api.Resources;

/// <summary>An analysis as a caller writes it.</summary>
internal sealed record AnalysisBody
{
    public string Name { get; init; } = "custom";

    public required IReadOnlyList<MetricCheckBody> Checks { get; init; }

    /// <summary>Scores all checks together as Kayenta does; without it each check is held against its limits.</summary>
    public JudgeSettings? Judge { get; init; }

    /// <summary>What follows when something cannot be measured for too long.</summary>
    public ErrorResponse OnError { get; init; }

    /// <summary>Whether a canary compares with as many callers of the stable version that come fresh to it.</summary>
    public bool Baseline { get; init; }

    /// <summary>What is compared beside the checks, also at gates; nothing when left out.</summary>
    public ComparisonPlan? Comparison { get; init; }

    public AnalysisTemplate ToTemplate() => new() { Name = Name, Judge = Judge, OnError = OnError, NeedsBaseline = Baseline, Comparison = Comparison, Checks = [.. Checks.Select(c => c.ToCheck(Judge is not null))] };
}
