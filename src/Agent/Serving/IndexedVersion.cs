namespace ControlPlane.AgentHost.Serving;

/// <summary>A version in the index of what this agent serves.</summary>
/// <param name="Endpoint">The endpoint that routes to it.</param>
/// <param name="Version">Its number.</param>
/// <param name="Reason">Why it cannot answer; null when it can.</param>
internal sealed record IndexedVersion(string Endpoint, int Version, string? Reason)
{
    /// <summary>In the words of the protocol's extension.</summary>
    public string State => Reason is null ? "READY" : "UNAVAILABLE";
}
