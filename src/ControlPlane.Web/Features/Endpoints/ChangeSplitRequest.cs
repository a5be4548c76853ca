namespace ControlPlane.Web.Features.Endpoints;

/// <summary>The whole traffic split of an endpoint. Immutable.</summary>
public sealed record ChangeSplitRequest
{
    /// <summary>Its name.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Every variant that should be there; weights sum to exactly 10,000 basis points.</summary>
    public required IReadOnlyList<SplitShare> Variants { get; init; }

    /// <summary>The concurrency version the caller saw; null to overwrite whatever is there.</summary>
    public long? ExpectedVersion { get; init; }

    /// <summary>For the history; null for none.</summary>
    public string? Reason { get; init; }
}
