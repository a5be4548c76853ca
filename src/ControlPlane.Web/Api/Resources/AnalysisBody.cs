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

    /// <summary>What is compared beside the checks, also at gates; nothing when left out.</summary>
    public ComparisonPlan? Comparison { get; init; }

    public AnalysisTemplate ToTemplate() => new() { Name = Name, Judge = Judge, Comparison = Comparison, Checks = [.. Checks.Select(c => c.ToCheck(Judge is not null))] };
}
