using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Domain.Analysis.Judges;

/// <summary>What a judge does with values far from all others of their side.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<OutlierTreatment>))]
public enum OutlierTreatment
{
    /// <summary>Keeps them: a rare disaster is a finding.</summary>
    Keep,

    /// <summary>Leaves out what lies beyond <see cref="OutlierFences.Widened"/> with <see cref="MetricRule.OutlierFactor"/>.</summary>
    Remove,
}
