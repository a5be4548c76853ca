using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Contracts.Routing;

/// <summary>Where an endpoint's models run.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<ModelIsolation>))]
public enum ModelIsolation
{
    /// <summary>In the agent's own process: quickest, and a model that crashes the runtime takes the agent with it.</summary>
    None,

    /// <summary>In a process of its own per version, which is started again when it ends; the stable version answers meanwhile.</summary>
    Process,
}
