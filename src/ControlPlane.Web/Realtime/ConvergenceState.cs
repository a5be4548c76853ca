using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Web.Realtime;

/// <summary>What an awaited agent did with a change.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<ConvergenceState>))]
public enum ConvergenceState
{
    /// <summary>Nothing is known yet.</summary>
    Waiting,

    /// <summary>The change is in force on the agent.</summary>
    InForce,

    /// <summary>The agent refused the table and keeps the one before.</summary>
    Refused,

    /// <summary>The agent was lost before it answered.</summary>
    Unreachable,
}
