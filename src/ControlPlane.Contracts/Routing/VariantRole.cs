using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Contracts.Routing;

/// <summary>What a variant is at its endpoint.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<VariantRole>))]
public enum VariantRole
{
    /// <summary>Serves the stable version, to which the endpoint returns.</summary>
    Champion,

    /// <summary>Answers callers beside the champion, to be judged against it.</summary>
    Challenger,

    /// <summary>Receives copies of requests and never answers a caller.</summary>
    Shadow,

    /// <summary>Repeats the champion's version as a fresh control of equal size.</summary>
    Baseline,
}
