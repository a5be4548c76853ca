using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Web.Features.Analysis;

/// <summary>What a source says: a value, nothing, or a verdict of its own. Immutable.</summary>
/// <param name="Value">Null when there is none.</param>
/// <param name="Verdict">Null when it gives none.</param>
/// <param name="Reason">What it says about it; empty when nothing.</param>
public sealed record SourceValue(double? Value, MeasurementResult? Verdict = null, string Reason = "");
