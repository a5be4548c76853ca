namespace ControlPlane.AgentHost.Mirroring;

/// <summary>What copies for shadows may cost. Immutable.</summary>
public sealed record MirrorLimits
{
    /// <summary>Copies that wait.</summary>
    public int MaximumCopies { get; init; } = 256;

    /// <summary>Bytes of inputs that wait.</summary>
    public long MaximumBytes { get; init; } = 16 << 20;

    /// <summary>A copy older than this is not run any more: the shadow cannot keep up, and what it says would come too late.</summary>
    public TimeSpan MaximumAge { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long copies gather before shadows run on them, so that the thread behind is not woken for each and callers do not pay for it.</summary>
    public TimeSpan Gathering { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>Longest that a shadow may take for one copy.</summary>
    public TimeSpan RunTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Failures of a shadow, one after the other, after which it gets no copies for a while.</summary>
    public int FailuresToOpen { get; init; } = 10;

    /// <summary>The same for runs that took too long, of which each costs as much as many others.</summary>
    public int TimeoutsToOpen { get; init; } = 3;

    /// <summary>How long a shadow gets no copies then; twice as long with each further failure of the copy that is tried after it.</summary>
    public TimeSpan OpenFor { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest that it gets none at a time.</summary>
    public TimeSpan OpenAtMost { get; init; } = TimeSpan.FromMinutes(2);
}
