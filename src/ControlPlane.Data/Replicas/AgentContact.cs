namespace ControlPlane.Data.Replicas;

/// <summary>Which replica an agent is connected to, and how far its measurements have come, as that replica last said.</summary>
public sealed class AgentContact
{
    /// <summary>Id of the agent.</summary>
    public required string AgentId { get; init; }

    /// <summary>Name of the replica.</summary>
    public required string Replica { get; init; }

    /// <summary>When the replica heard of it last.</summary>
    public required DateTimeOffset HeardAt { get; init; }

    /// <summary>Everything the agent counted before this was committed; null when it never spoke of it.</summary>
    public required DateTimeOffset? CommittedUntil { get; init; }
}
