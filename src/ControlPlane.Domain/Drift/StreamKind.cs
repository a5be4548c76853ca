using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Domain.Drift;

/// <summary>What a stream of means is about.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<StreamKind>))]
public enum StreamKind
{
    /// <summary>Failed share of requests that is not the caller's fault.</summary>
    ErrorShare,

    /// <summary>Mean score.</summary>
    Score,
}
