namespace ControlPlane.Web.Features.Outbound;

/// <summary>An address leads where the control plane may not connect. Thrown inside a connection attempt, where nothing but an exception gets through.</summary>
public sealed class AddressRefusedException(string message) : IOException(message);
