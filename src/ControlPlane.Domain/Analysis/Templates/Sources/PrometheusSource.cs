using System.Text.Json.Serialization;

namespace ControlPlane.Domain.Analysis.Templates.Sources;

/// <summary>
/// An instant query of a Prometheus server (HTTP API, <c>/api/v1/query</c>). It must give a scalar or one series;
/// nothing or NaN is no data, several series are an error. Immutable.
/// </summary>
public sealed record PrometheusSource : MetricSource
{
    /// <summary>Longest query in characters.</summary>
    public const int MaximumQuery = 4_000;

    /// <summary>PromQL; <see cref="QueryText"/> says what may stand between double braces.</summary>
    public required string Query { get; init; }

    /// <summary>PromQL for the champion's value; null asks <see cref="Query"/> with the champion in the challenger's place.</summary>
    public string? ChampionQuery { get; init; }

    /// <inheritdoc />
    [JsonIgnore]
    public override string Kind => "Prometheus";

    /// <inheritdoc />
    [JsonIgnore]
    public override string Question => Query;
}
