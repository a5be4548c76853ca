using ControlPlane.Contracts.Routing;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>What an endpoint should be; it comes into being when there is none of that name. Immutable.</summary>
public sealed record PutEndpointRequest
{
    /// <summary>The environment whose agents serve an endpoint unless told otherwise.</summary>
    public const string DefaultPool = "production";

    /// <summary>Name that callers use.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Name of an existing registered model; cannot change later.</summary>
    public required string Model { get; init; }

    /// <summary>The version to return to. Another one than now promotes it: the one before is remembered.</summary>
    public required int StableVersion { get; init; }

    /// <summary>The environment whose agents serve it; cannot change later.</summary>
    public string Pool { get; init; } = DefaultPool;

    /// <summary>Where the routing key comes from.</summary>
    public RoutingKeySource RoutingKey { get; init; } = RoutingKeySource.Default;

    /// <summary>Null: the stable variant answers in place of one that cannot.</summary>
    public FallbackAnswer? Fallback { get; init; }

    /// <summary>Null: no guard runs on the agents.</summary>
    public GuardLimits? Guards { get; init; }

    /// <summary>Attributes whose values telemetry counts: header names in lower case, at most 3.</summary>
    public IReadOnlyList<string> SegmentAttributes { get; init; } = [];

    /// <summary>The concurrency version the caller saw, 0 for "must not exist"; null to overwrite whatever is there.</summary>
    public long? ExpectedVersion { get; init; }
}
