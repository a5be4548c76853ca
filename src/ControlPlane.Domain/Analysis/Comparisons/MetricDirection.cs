using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Domain.Analysis.Comparisons;

/// <summary>Which values of a metric are good.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<MetricDirection>))]
public enum MetricDirection
{
    /// <summary>Less is better, as of errors.</summary>
    LowerIsBetter,

    /// <summary>More is better, as of rewards.</summary>
    HigherIsBetter,
}
