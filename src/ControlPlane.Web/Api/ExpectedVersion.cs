namespace ControlPlane.Web.Api;

/// <summary>The concurrency version a write is conditional on. Immutable.</summary>
/// <param name="Value">0 when nothing may exist yet; null when the write is unconditional.</param>
internal readonly record struct ExpectedVersion(long? Value);
