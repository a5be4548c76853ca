using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Analysis.Templates.Sources;
using ControlPlane.Web.Features.Rollouts;

namespace ControlPlane.Web.Features.Analysis;

/// <summary>What a template that is tried reads: the last minutes of an endpoint, and the answers of sources. Immutable.</summary>
/// <param name="byWindow">Rows by the windows of the checks.</param>
/// <param name="readings">Answers by check.</param>
/// <param name="eventClass">The class whose score is read; null when the endpoint names none.</param>
internal sealed class TriedEvidence(IReadOnlyDictionary<TimeSpan, IReadOnlyList<WindowRow>> byWindow, IReadOnlyDictionary<MetricCheck, ExternalReading> readings, string? eventClass) : IEvidence
{
    /// <summary>What a window without a length is tried on.</summary>
    public static readonly TimeSpan UsualWindow = TimeSpan.FromMinutes(5);

    public Completeness Completeness => Completeness.Nothing;

    public VariantEvidence Of(string variant, TimeSpan? window) =>
        byWindow[window ?? UsualWindow].FirstOrDefault(r => r.Variant == variant) is { } row ? RecordedEvidence.Of(row, eventClass) : VariantEvidence.None;

    public ExternalReading? External(string variant, MetricCheck check) => readings.GetValueOrDefault(check);
}
