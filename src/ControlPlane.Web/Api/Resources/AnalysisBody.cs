using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Web.Api.Resources;

/// <summary>An analysis as a caller writes it.</summary>
internal sealed record AnalysisBody
{
    public string Name { get; init; } = "custom";

    public required IReadOnlyList<MetricCheckBody> Checks { get; init; }

    public AnalysisTemplate ToTemplate() => new() { Name = Name, Checks = [.. Checks.Select(c => c.ToCheck())] };
}
