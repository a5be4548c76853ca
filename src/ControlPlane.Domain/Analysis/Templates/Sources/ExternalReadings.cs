namespace ControlPlane.Domain.Analysis.Templates.Sources;

/// <summary>The newest answers of sources outside, by challenger and check. Immutable.</summary>
public sealed class ExternalReadings
{
    private readonly IReadOnlyDictionary<(string Variant, MetricCheck Check), ExternalReading> _readings;

    /// <summary>The given answers.</summary>
    public ExternalReadings(IReadOnlyDictionary<(string Variant, MetricCheck Check), ExternalReading> readings) => _readings = readings;

    /// <summary>Nothing was answered.</summary>
    public static ExternalReadings None { get; } = new(new Dictionary<(string, MetricCheck), ExternalReading>());

    /// <summary>The newest answer; null when there is none yet.</summary>
    public ExternalReading? Of(string variant, MetricCheck check) => _readings.GetValueOrDefault((variant, check));
}
