using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Api.Resources;

/// <summary>One agent's answer to a change. Immutable.</summary>
/// <param name="Id">The agent.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="State">What it did.</param>
/// <param name="ElapsedMilliseconds">From the command to its answer; null while waiting.</param>
/// <param name="Reason">Its sentence when it refused; otherwise null.</param>
internal sealed record AgentAcknowledgementResource(string Id, string Name, ConvergenceState State, double? ElapsedMilliseconds, string? Reason);
