using ControlPlane.Domain.Analysis.Comparisons;
using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Web.Api.Resources;

/// <summary>An analysis as a caller writes it.</summary>
internal sealed record AnalysisBody
{
    public string Name { get; init; } = "custom";

    public required IReadOnlyList<MetricCheckBody> Checks { get; init; }

    /// <summary>What is compared beside the checks, also at gates; nothing when left out.</summary>
    public ComparisonPlan? Comparison { get; init; }

    public AnalysisTemplate ToTemplate() => new() { Name = Name, Comparison = Comparison, Checks = [.. Checks.Select(c => c.ToCheck())] };
}
