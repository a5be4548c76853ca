namespace ControlPlane.Contracts.Jobs;

/// <summary>An agent asks for rows of batch jobs to run. Immutable.</summary>
public sealed record WorkRequest
{
    /// <summary>What it could run now.</summary>
    public required IReadOnlyList<ReadyVersion> Versions { get; init; }
}
