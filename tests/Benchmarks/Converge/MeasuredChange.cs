namespace ControlPlane.Benchmarks.Converge;

/// <summary>One change of the split.</summary>
/// <param name="RouteRevision">The endpoint's routing after it.</param>
/// <param name="Share">Set share of version 2, basis points.</param>
/// <param name="AcknowledgedMilliseconds">From the command's arrival to the last agent's acknowledgement, by the control plane.</param>
/// <param name="SeenMilliseconds">From sending the command to reading the answer that waited for it, by the client.</param>
internal sealed record MeasuredChange(long RouteRevision, int Share, double AcknowledgedMilliseconds, double SeenMilliseconds);
