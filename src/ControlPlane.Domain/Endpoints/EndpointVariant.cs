using ControlPlane.Contracts.Routing;

namespace ControlPlane.Domain.Endpoints;

/// <summary>A version serving at an endpoint with a weight and a role. Changes only through its <see cref="InferenceEndpoint"/>.</summary>
public sealed class EndpointVariant
{
    private EndpointVariant()
    {
    }

    /// <summary>Name of the endpoint.</summary>
    public string Endpoint { get; private init; } = null!;

    /// <summary>Unique at its endpoint.</summary>
    public string Name { get; private init; } = null!;

    /// <summary>Place among the endpoint's variants, from 0; never changes while the variant lives.</summary>
    public int Order { get; private init; }

    /// <summary>Version number of the endpoint's model.</summary>
    public int Version { get; private set; }

    /// <summary>What the variant is at this endpoint.</summary>
    public VariantRole Role { get; private set; }

    /// <summary>Set share in basis points; the number of buckets.</summary>
    public int Weight { get; private set; }

    /// <summary>The callers' buckets, ascending, disjoint.</summary>
    public IReadOnlyList<BucketInterval> Buckets { get; private set; } = [];

    internal static EndpointVariant Create(string endpoint, string name, int order) => new() { Endpoint = endpoint, Name = name, Order = order };

    internal void Set(int version, VariantRole role, IReadOnlyList<BucketInterval> buckets)
    {
        Version = version;
        Role = role;
        Buckets = buckets;
        Weight = buckets.Sum(b => b.Count);
    }

    internal VariantSnapshot ToSnapshot() => new(Name, Version, Role, Weight, Buckets);
}
