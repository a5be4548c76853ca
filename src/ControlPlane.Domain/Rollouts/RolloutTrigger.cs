using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Domain.Rollouts;

/// <summary>What moves a rollout from phase to phase.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<RolloutTrigger>))]
public enum RolloutTrigger
{
    /// <summary>A step that makes versions ready begins.</summary>
    Prepare,

    /// <summary>A step that moves or judges traffic begins.</summary>
    Advance,

    /// <summary>The step that moves the stable pointer begins.</summary>
    Switch,

    /// <summary>A step after the switch begins.</summary>
    Bake,

    /// <summary>The last step is done.</summary>
    Complete,

    /// <summary>Something or somebody holds it.</summary>
    Pause,

    /// <summary>Evidence or a guard takes the version back.</summary>
    RollBack,

    /// <summary>A person stops it.</summary>
    Abort,

    /// <summary>A person takes the way back back, within its time.</summary>
    Undo,

    /// <summary>Every reachable agent is back on the stable version and the time for undo is over.</summary>
    Settle,

    /// <summary>The same, after a person had stopped it.</summary>
    SettleAborted,

    /// <summary>A newer rollout takes its place.</summary>
    Supersede,

    /// <summary>The way back did not arrive in time.</summary>
    GiveUp,
}
