using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Domain.Analysis.Templates;

/// <summary>What one measurement says; a later member weighs more when several are merged.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<MeasurementResult>))]
public enum MeasurementResult
{
    /// <summary>Within the limits, on enough requests.</summary>
    Pass,

    /// <summary>Nothing was asked of the challenger: neither success nor failure.</summary>
    NoData,

    /// <summary>Too few requests to say.</summary>
    Inconclusive,

    /// <summary>It could not be measured.</summary>
    Error,

    /// <summary>Beyond a limit.</summary>
    Fail,
}
