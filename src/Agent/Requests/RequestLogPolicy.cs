namespace ControlPlane.AgentHost.Requests;

/// <summary>Which requests are logged, and what of them. Immutable.</summary>
/// <param name="Share">Share of requests in basis points, 0 to 10,000; 0 is none.</param>
/// <param name="HasInputs">Inputs are logged too, at endpoints that may have their answers recorded.</param>
public sealed record RequestLogPolicy(int Share, bool HasInputs)
{
    /// <summary>Nothing is logged.</summary>
    public static RequestLogPolicy None { get; } = new(0, HasInputs: false);
}
