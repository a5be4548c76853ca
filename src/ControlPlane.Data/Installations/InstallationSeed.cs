namespace ControlPlane.Data.Installations;

/// <summary>Identity for a database that is new, from the id source. Immutable.</summary>
/// <param name="ClusterId">Unique in the world.</param>
/// <param name="FeedbackKey">32 random bytes.</param>
public sealed record InstallationSeed(string ClusterId, byte[] FeedbackKey);
