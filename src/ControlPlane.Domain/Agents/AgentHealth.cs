using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Domain.Agents;

/// <summary>How an agent is, computed from facts; a worse member comes later.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<AgentHealth>))]
public enum AgentHealth
{
    /// <summary>In contact, the desired table is in force, every version is ready.</summary>
    Fresh,

    /// <summary>In contact and on the way to the desired table or to a version.</summary>
    Converging,

    /// <summary>In contact; the desired table is in force, but a version is refused here and its traffic goes to the stable one.</summary>
    Diverting,

    /// <summary>In contact; it refuses the desired table and serves by the one before.</summary>
    Refusing,

    /// <summary>Joined, but never connected.</summary>
    Absent,

    /// <summary>Not heard of for 15 s or more; it goes on serving by its last table.</summary>
    Lost,

    /// <summary>No longer a member.</summary>
    Removed,
}
