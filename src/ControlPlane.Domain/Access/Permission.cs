using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Domain.Access;

/// <summary>One kind of thing that people and tokens may do.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<Permission>))]
public enum Permission
{
    /// <summary>See pages and read the API.</summary>
    Look,

    /// <summary>Move traffic to safety: roll back, abort, switch off, and undo that. Never needs anyone's approval.</summary>
    RollBack,

    /// <summary>Pause and resume what runs, hold weights, cancel a job.</summary>
    Steer,

    /// <summary>Register versions, make and change endpoints, start rollouts and jobs.</summary>
    Deploy,

    /// <summary>End a step before its time, promote to full, answer somebody's request for it.</summary>
    Promote,

    /// <summary>Agents, webhooks, backups, tokens, people and their roles.</summary>
    Administer,
}
