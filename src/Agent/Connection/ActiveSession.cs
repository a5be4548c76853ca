using ControlPlane.Contracts.Agents;

namespace ControlPlane.AgentHost.Connection;

/// <summary>A connection that was welcomed. Thread-safe.</summary>
internal sealed class ActiveSession(string sessionId, IAgentHub hub)
{
    private long _feedbackSequence;

    /// <summary>Nonces are valid inside it only.</summary>
    public string SessionId { get; } = sessionId;

    /// <summary>What may be called.</summary>
    public IAgentHub Hub { get; } = hub;

    /// <summary>Number of the next feedback batch of this connection, from 1.</summary>
    public long NextFeedbackSequence() => Interlocked.Increment(ref _feedbackSequence);
}
