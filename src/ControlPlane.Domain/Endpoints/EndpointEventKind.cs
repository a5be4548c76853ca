using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Domain.Endpoints;

/// <summary>What happened to an endpoint.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<EndpointEventKind>))]
public enum EndpointEventKind
{
    /// <summary>The endpoint came into being.</summary>
    Created,

    /// <summary>Something beside split and stable version changed.</summary>
    SettingsChanged,

    /// <summary>Weights or variants changed by hand.</summary>
    SplitChanged,

    /// <summary>Another version became the stable one and answers everybody.</summary>
    Promoted,

    /// <summary>A rollout changed how the endpoint answers.</summary>
    RolloutStep,

    /// <summary>The previous stable version is no longer held ready.</summary>
    Retired,

    /// <summary>All traffic went back to a version known to be good.</summary>
    RolledBack,

    /// <summary>A rollback was taken back.</summary>
    Undone,

    /// <summary>Stable version and weights of an earlier moment were put back.</summary>
    Restored,

    /// <summary>Recorded outputs of single requests were removed for good; how the endpoint answers did not change.</summary>
    OutputsRemoved,

    /// <summary>The endpoint no longer exists.</summary>
    Deleted,
}
