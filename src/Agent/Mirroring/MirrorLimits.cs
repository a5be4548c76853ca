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

    /// <summary>Longest that a shadow may take for one copy.</summary>
    public TimeSpan RunTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
