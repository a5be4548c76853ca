namespace ControlPlane.Domain.Rollouts;

/// <summary>Codes of refusals about rollouts. Stable.</summary>
public static class RolloutRefusals
{
    /// <summary>A field of the request is wrong.</summary>
    public const string Invalid = "rollout_invalid";

    /// <summary>There is no such rollout.</summary>
    public const string NotFound = "rollout_not_found";

    /// <summary>The endpoint has an active rollout.</summary>
    public const string EndpointBusy = "endpoint_busy";

    /// <summary>The version is the stable one already.</summary>
    public const string AlreadyStable = "already_stable";

    /// <summary>The endpoint's pool has no agent that could serve.</summary>
    public const string NoAgents = "no_agents";

    /// <summary>The version cannot take the place of the stable one: inputs or outputs differ.</summary>
    public const string SignatureMismatch = "signature_mismatch";

    /// <summary>A limit is broken before anything was changed.</summary>
    public const string AlarmAlreadyRed = "alarm_already_red";

    /// <summary>The phase does not allow what was asked.</summary>
    public const string IllegalMove = "illegal_move";

    /// <summary>The step needs another person than the one who started the rollout.</summary>
    public const string ApprovalNeeded = "approval_needs_another_person";

    /// <summary>In this environment only a rollout, which another person approves, leads to all callers.</summary>
    public const string FourEyesOnly = "four_eyes_only";

    /// <summary>Nothing waits for an approval.</summary>
    public const string NothingToApprove = "nothing_to_approve";

    /// <summary>What was asked needs a reason.</summary>
    public const string ReasonNeeded = "reason_needed";

    /// <summary>Somebody else changed the rollout since it was read.</summary>
    public const string ChangedMeanwhile = "changed_meanwhile";

    /// <summary>The plan was written by a newer build.</summary>
    public const string PlanUnsupported = "plan_unsupported";

    /// <summary>The time to undo is over, or there is nothing to undo.</summary>
    public const string NothingToUndo = "nothing_to_undo";

    /// <summary>Agents have not confirmed or are not ready, which nobody can skip.</summary>
    public const string NotReady = "not_ready";
}
