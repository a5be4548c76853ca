namespace ControlPlane.Domain.Endpoints;

/// <summary>What a person declares about an endpoint when creating or changing it. Immutable.</summary>
public sealed record EndpointDraft
{
    /// <summary>The environment endpoints and agents belong to unless told otherwise.</summary>
    public const string DefaultPool = "production";

    /// <summary>The stable name callers use.</summary>
    public required string Name { get; init; }

    /// <summary>The environment whose agents answer.</summary>
    public string Pool { get; init; } = DefaultPool;

    /// <summary>The registered model whose versions answer.</summary>
    public required string Model { get; init; }

    /// <summary>The version to which the endpoint returns.</summary>
    public required int StableVersion { get; init; }

    /// <summary>Everything beside the split.</summary>
    public EndpointSettings Settings { get; init; } = new();

    /// <summary>How a new endpoint answers from its first moment; null means that its stable version answers everybody. For new endpoints only.</summary>
    public InitialRouting? InitialRouting { get; init; }
}
