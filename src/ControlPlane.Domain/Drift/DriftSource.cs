using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Domain.Drift;

/// <summary>What a reference was frozen from.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<DriftSource>))]
public enum DriftSource
{
    /// <summary>Rows a person uploaded with a version.</summary>
    TrainingData,

    /// <summary>What callers sent.</summary>
    LiveRequests,
}
