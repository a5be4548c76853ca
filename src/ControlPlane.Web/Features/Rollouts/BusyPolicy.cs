using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>What to do when the endpoint has an active rollout.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<BusyPolicy>))]
public enum BusyPolicy
{
    /// <summary>Do not start.</summary>
    Refuse,

    /// <summary>End the active one; its stable version stays the one to go back to.</summary>
    Supersede,

    /// <summary>Start when the active one has ended.</summary>
    Queue,
}
