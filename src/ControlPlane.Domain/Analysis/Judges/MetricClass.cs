using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Domain.Analysis.Judges;

/// <summary>What a judge says of one metric.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<MetricClass>))]
public enum MetricClass
{
    /// <summary>No significant move in the judged direction.</summary>
    Pass,

    /// <summary>The experiment is significantly and sufficiently higher.</summary>
    High,

    /// <summary>The experiment is significantly and sufficiently lower.</summary>
    Low,

    /// <summary>A side has no values, which is neither good nor bad.</summary>
    NoData,

    /// <summary>A side has no values although the metric must have some.</summary>
    NoDataFail,
}
