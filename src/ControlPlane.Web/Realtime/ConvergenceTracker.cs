using ControlPlane.Contracts.Agents;

namespace ControlPlane.Web.Realtime;

/// <summary>
/// Follows commanded changes until the agents have them in force, and measures how long that took from the command.
/// Remembers the latest changes only. A singleton, thread-safe; every step rings <see cref="ChangeTopic.Agents"/> and the endpoint.
/// </summary>
public sealed class ConvergenceTracker
{
    /// <summary>State of the latest change of an endpoint; null when none was commanded since the process started.</summary>
    public Convergence? FindLatest(string endpoint) => throw new NotSupportedException(endpoint);

    /// <summary>State of one change; null when it is not remembered.</summary>
    public Convergence? Find(string endpoint, TablePosition position) => throw new NotSupportedException($"{endpoint} {position}");

    /// <summary>The state once it is complete, or as it is after a time limit; null when the change is not remembered.</summary>
    public Task<Convergence?> WaitAsync(string endpoint, TablePosition position, TimeSpan limit, CancellationToken cancellation) =>
        throw new NotSupportedException($"{endpoint} {position} {limit} {cancellation}");
}
