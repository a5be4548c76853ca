namespace ControlPlane.AgentHost.Caching;

/// <summary>What an answer is kept under: 256 bits of SHA-256 over everything the answer follows from, so that two requests never share one by chance.</summary>
/// <param name="Version">The version that answers.</param>
/// <param name="First">First half of the digest.</param>
/// <param name="Second">Second half of the digest.</param>
internal readonly record struct CacheKey(int Version, UInt128 First, UInt128 Second);
