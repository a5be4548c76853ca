namespace ControlPlane.Contracts.Agents;

/// <summary>How the process of a version that runs in one of its own is. Immutable.</summary>
public sealed record WorkerReport
{
    /// <summary>False between its end and the answer of the next one; the stable version answers meanwhile.</summary>
    public required bool IsUp { get; init; }

    /// <summary>How often one ended that should not, since the version was loaded.</summary>
    public required int Ends { get; init; }

    /// <summary>How the last of these ended, one sentence; null when none did.</summary>
    public string? LastEnd { get; init; }

    /// <summary>When that was by the agent's clock; null when none did.</summary>
    public DateTimeOffset? LastEndAt { get; init; }
}
