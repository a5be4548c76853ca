using ControlPlane.Contracts.Routing;

namespace ControlPlane.TestKit.Routing;

/// <summary>Sound routing tables for tests: one endpoint, variants <c>v1</c>, <c>v2</c>, … laid out one after the other.</summary>
public static class RoutingTableBuilder
{
    /// <summary>A digest that looks like one and differs by version.</summary>
    public static string DigestOf(int version) => new((char)('a' + (version % 6)), 64);

    /// <summary>A table with one endpoint whose variants have these weights; the first is stable.</summary>
    public static RoutingTable ATable(long revision = 1, string endpoint = "pets", params int[] weights) => new()
    {
        ClusterId = "cluster-1",
        Pool = "production",
        Epoch = 1,
        Revision = revision,
        Prepare = [.. weights.Select((_, i) => APreparedVersion(endpoint, i + 1))],
        Endpoints = [AnEndpoint(endpoint, revision, weights)],
    };

    /// <summary>A version to hold ready.</summary>
    public static PreparedVersion APreparedVersion(string model, int version) => new()
    {
        Model = model,
        Version = version,
        Digest = DigestOf(version),
        SizeBytes = 1_000,
    };

    /// <summary>An endpoint whose variants have these weights; the first is stable.</summary>
    public static EndpointRouting AnEndpoint(string name, long routeRevision, params int[] weights)
    {
        var variants = new List<VariantRouting>();
        var next = 0;
        for (var index = 0; index < weights.Length; index++)
        {
            variants.Add(new VariantRouting
            {
                Name = $"v{index + 1}",
                Version = index + 1,
                Role = index == 0 ? VariantRole.Champion : VariantRole.Challenger,
                Weight = weights[index],
                Buckets = weights[index] == 0 ? [] : [new BucketInterval(next, next + weights[index])],
            });
            next += weights[index];
        }

        return new EndpointRouting
        {
            Name = name,
            Model = name,
            RouteRevision = routeRevision,
            Salt = "salt-1",
            StableVariant = "v1",
            Variants = variants,
        };
    }
}
