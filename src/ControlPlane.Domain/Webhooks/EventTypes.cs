namespace ControlPlane.Domain.Webhooks;

/// <summary>What is announced to the outside, by the types of its events. A name never changes its meaning.</summary>
public static class EventTypes
{
    /// <summary>A rollout began its first step.</summary>
    public const string RolloutStarted = "rollout.started";

    /// <summary>A rollout began a further step.</summary>
    public const string RolloutStep = "rollout.step";

    /// <summary>A rollout is held.</summary>
    public const string RolloutPaused = "rollout.paused";

    /// <summary>A rollout made its version the stable one.</summary>
    public const string RolloutPromoted = "rollout.promoted";

    /// <summary>A rollout ended well.</summary>
    public const string RolloutSucceeded = "rollout.succeeded";

    /// <summary>A rollout takes its version back: traffic is on the way to the stable version.</summary>
    public const string RolloutRollingBack = "rollout.rolling-back";

    /// <summary>A person took the way back back.</summary>
    public const string RolloutUndone = "rollout.undone";

    /// <summary>A rollout ended because a person stopped it.</summary>
    public const string RolloutAborted = "rollout.aborted";

    /// <summary>A rollout ended by taking its version back.</summary>
    public const string RolloutRolledBack = "rollout.rolled-back";

    /// <summary>A rollout ended because a newer one took its place.</summary>
    public const string RolloutSuperseded = "rollout.superseded";

    /// <summary>A rollout ended without reaching a safe state.</summary>
    public const string RolloutFailed = "rollout.failed";

    /// <summary>An endpoint came, changed or went by hand.</summary>
    public const string EndpointChanged = "endpoint.changed";

    /// <summary>An alias points at another version.</summary>
    public const string AliasMoved = "alias.moved";

    /// <summary>A file became a version of a model.</summary>
    public const string VersionRegistered = "version.registered";

    /// <summary>An agent fell silent.</summary>
    public const string AgentLost = "agent.lost";

    /// <summary>Two processes speak as one agent.</summary>
    public const string AgentCloned = "agent.cloned";

    /// <summary>An agent did not take a routing table.</summary>
    public const string AgentRefusedTable = "agent.refused-table";

    /// <summary>Inputs or predictions moved away from their reference.</summary>
    public const string DriftDetected = "drift.detected";

    /// <summary>Somebody tries a webhook; sent to that one alone, whatever it subscribes to.</summary>
    public const string WebhookTest = "webhook.test";

    /// <summary>Everything that can be subscribed to, in the order of the documentation.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        RolloutStarted, RolloutStep, RolloutPaused, RolloutPromoted, RolloutSucceeded, RolloutRollingBack, RolloutUndone, RolloutAborted, RolloutRolledBack, RolloutSuperseded, RolloutFailed,
        EndpointChanged, AliasMoved, VersionRegistered, AgentLost, AgentCloned, AgentRefusedTable, DriftDetected,
    ];
}
