using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Domain.Rollouts;

/// <summary>Where a rollout is in its life; see docs/rollout-phases.md.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<RolloutPhase>))]
public enum RolloutPhase
{
    /// <summary>Accepted, waiting for its turn at the endpoint.</summary>
    Pending,

    /// <summary>Agents fetch, load and warm versions; traffic has not moved.</summary>
    Preparing,

    /// <summary>Steps are being executed.</summary>
    Progressing,

    /// <summary>The traffic stands still until a person or a schedule lets it go on; guards and analysis stay awake.</summary>
    Paused,

    /// <summary>The stable pointer moves.</summary>
    Promoting,

    /// <summary>The new stable version is watched.</summary>
    Baking,

    /// <summary>Ended well.</summary>
    Succeeded,

    /// <summary>All traffic is on the way to the stable version, or just arrived and can still be undone.</summary>
    RollingBack,

    /// <summary>Ended by taking the version back.</summary>
    RolledBack,

    /// <summary>Ended by a person who stopped it.</summary>
    Aborted,

    /// <summary>Ended because a newer rollout took its place.</summary>
    Superseded,

    /// <summary>Ended without reaching a safe state: a person is needed.</summary>
    Failed,
}
