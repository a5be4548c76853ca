namespace ControlPlane.Web.Features.Analysis;

/// <summary>A source leads where checks may not ask. Thrown inside a connection attempt, where nothing but an exception gets through.</summary>
public sealed class SourceRefusedException(string message) : IOException(message);
