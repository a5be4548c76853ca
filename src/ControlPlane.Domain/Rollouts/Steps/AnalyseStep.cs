using System.Text.Json.Serialization;
using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Domain.Rollouts.Steps;

/// <summary>A gate: every check must pass on evidence of the present stratum. Immutable.</summary>
/// <param name="Template">What is checked.</param>
/// <param name="Patience">How long it may stay undecided; then a person is asked, because a timer running out is never success.</param>
public sealed record AnalyseStep(AnalysisTemplate Template, TimeSpan Patience) : RolloutStep
{
    /// <inheritdoc />
    [JsonIgnore]
    public override string Title => $"Analyse {string.Join(", ", Template.Checks.Select(c => c.Metric).Distinct())}";
}
