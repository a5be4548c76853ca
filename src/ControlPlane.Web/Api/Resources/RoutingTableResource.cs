using ControlPlane.Contracts.Routing;

namespace ControlPlane.Web.Api.Resources;

/// <summary>An endpoint's part of a routing table. Immutable.</summary>
internal sealed record RoutingTableResource
{
    public required string Pool { get; init; }

    public required long Epoch { get; init; }

    public required long Revision { get; init; }

    /// <summary>SHA-256 of the whole table as published.</summary>
    public required string Digest { get; init; }

    public required DateTimeOffset CommittedAt { get; init; }

    /// <summary>The agent whose reported table this is; null for the newest table of the pool.</summary>
    public string? Agent { get; init; }

    /// <summary>How agents answer the endpoint; null in a table from before it came or after it went.</summary>
    public required EndpointRouting? Routing { get; init; }

    /// <summary>Versions of its model that agents hold ready.</summary>
    public required IReadOnlyList<PreparedVersion> Prepare { get; init; }
}
