using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Domain.Analysis.Comparisons;

/// <summary>What a metric is compared for.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<MetricRole>))]
public enum MetricRole
{
    /// <summary>It decides about promotion; several are corrected for being several.</summary>
    Goal,

    /// <summary>It takes harm back, each at its own alpha, because a correction would hide harm. It promotes only where a plan has no goal.</summary>
    Guardrail,
}
