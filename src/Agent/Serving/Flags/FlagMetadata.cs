namespace ControlPlane.AgentHost.Serving.Flags;

/// <summary>What an evaluation says besides. Immutable.</summary>
/// <param name="Model">The registered model behind the endpoint.</param>
/// <param name="Version">The version that answers; 0 where a constant does.</param>
/// <param name="RouteRevision">The endpoint's routing in force.</param>
internal sealed record FlagMetadata(string Model, int Version, long RouteRevision)
{
    /// <summary>The caller's bucket; null when it decided nothing.</summary>
    public int? Bucket { get; init; }

    /// <summary>Id of the rule that matched; null when none did.</summary>
    public string? Rule { get; init; }

    /// <summary>The variant that should answer and cannot here; null when it can.</summary>
    public string? DivertedFrom { get; init; }
}
