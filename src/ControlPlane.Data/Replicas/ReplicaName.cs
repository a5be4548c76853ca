namespace ControlPlane.Data.Replicas;

/// <summary>Name of this process among the replicas of an installation. Immutable.</summary>
/// <param name="Value">Unique while the process runs.</param>
public sealed record ReplicaName(string Value)
{
    /// <summary>The configured name, or machine and process.</summary>
    public static ReplicaName Of(ReplicaOptions options) => new(options.Name ?? $"{Environment.MachineName}-{Environment.ProcessId}");
}
