using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Routing;

/// <summary>Names one version of one registered model.</summary>
/// <param name="Model">Name of the registered model.</param>
/// <param name="Version">Version number.</param>
public readonly record struct VersionKey(string Model, int Version)
{
    /// <summary>The key of a version that a table lists.</summary>
    public static VersionKey Of(PreparedVersion version) => new(version.Model, version.Version);

    /// <inheritdoc />
    public override string ToString() => $"{Model} v{Version}";
}
