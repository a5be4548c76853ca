namespace ControlPlane.Contracts.Agents;

/// <summary>The control plane closes this connection on purpose. Immutable.</summary>
/// <param name="Reason">For the log, such as <c>superseded</c> or <c>shutting down</c>.</param>
/// <param name="ReconnectAfter">Wait a random part of this before reconnecting.</param>
public sealed record GoodbyeMessage(string Reason, TimeSpan ReconnectAfter);
