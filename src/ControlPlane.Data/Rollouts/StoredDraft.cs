namespace ControlPlane.Data.Rollouts;

/// <summary>A rollout that somebody is still thinking about: the wizard's address, which holds every choice. Never changed, only replaced.</summary>
public sealed class StoredDraft
{
    /// <summary>Made by the wizard; whoever knows it can open the draft.</summary>
    public required string Id { get; init; }

    /// <summary>From the root, with its query.</summary>
    public required string Address { get; init; }

    /// <summary>When it was last stored.</summary>
    public required DateTimeOffset ChangedAt { get; init; }
}
