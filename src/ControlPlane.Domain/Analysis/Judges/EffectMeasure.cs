using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Domain.Analysis.Judges;

/// <summary>How a judge expresses the size of a difference.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<EffectMeasure>))]
public enum EffectMeasure
{
    /// <summary>Mean of the experiment over mean of the control; neutral at 1, undefined at a control mean of 0.</summary>
    MeanRatio,

    /// <summary>Chance that a value of the experiment exceeds one of the control; neutral at ½.</summary>
    CommonLanguage,
}
