using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Routing;

namespace ControlPlane.Domain.Endpoints;

/// <summary>Works out an endpoint's next variants: names, roles and buckets. Pure.</summary>
internal static class VariantArrangement
{
    /// <summary>One variant, of the stable version, that answers everybody.</summary>
    public static IReadOnlyList<VariantSnapshot> Only(InferenceEndpoint endpoint, int version)
    {
        var name = endpoint.Variants.FirstOrDefault(v => v.Version == version)?.Name ?? FreeName(endpoint.Variants, version);
        return Plan(endpoint.Variants, [(name, version, TrafficWeight.Whole)], name, version);
    }

    /// <summary>Every variant stays; one gets all traffic.</summary>
    public static IReadOnlyList<VariantSnapshot> AllTo(InferenceEndpoint endpoint, string champion) =>
        Plan(
            endpoint.Variants,
            [.. endpoint.Variants.Select(v => (v.Name, v.Version, v.Name == champion ? TrafficWeight.Whole : 0))],
            champion,
            endpoint.StableVersion);

    /// <summary>Every variant stays; the one of a version, made where there is none, gets all traffic.</summary>
    public static IReadOnlyList<VariantSnapshot> AllToVersion(InferenceEndpoint endpoint, int version)
    {
        if (endpoint.Variants.FirstOrDefault(v => v.Version == version) is { } known)
            return AllTo(endpoint, known.Name);

        var name = FreeName(endpoint.Variants, version);
        var others = endpoint.Variants.Select(v => (v.Name, v.Version, 0));
        return Plan(endpoint.Variants, [.. others, (name, version, TrafficWeight.Whole)], name, version);
    }

    /// <summary>The variants of a split, and the champion when the split does not name it.</summary>
    public static IReadOnlyList<VariantSnapshot> OfSplit(InferenceEndpoint endpoint, TrafficSplit split)
    {
        var wanted = split.Variants.ToList();
        var champion = endpoint.Champion.Name;
        if (!wanted.Any(w => w.Name == champion && w.Version == endpoint.StableVersion))
        {
            var stable = wanted.FirstOrDefault(w => w.Version == endpoint.StableVersion);
            champion = stable.Name ?? FreeName([], endpoint.StableVersion, wanted.Select(w => w.Name));
            if (stable.Name is null)
                wanted.Add((champion, endpoint.StableVersion, 0));
        }

        return Plan(endpoint.Variants, wanted, champion, endpoint.StableVersion);
    }

    /// <summary>The variants of a rollout's shape.</summary>
    public static IReadOnlyList<VariantSnapshot> OfShape(InferenceEndpoint endpoint, EndpointShape shape)
    {
        var planned = Plan(endpoint.Variants, [.. shape.Variants.Select(v => (v.Name, v.Version, v.Weight))], "", shape.StableVersion);
        return [.. planned.Zip(shape.Variants, (variant, shaped) => variant with { Role = shaped.Role })];
    }

    /// <summary>The variants of an earlier moment, with the callers they had.</summary>
    public static IReadOnlyList<VariantSnapshot> OfSnapshot(EndpointSnapshot snapshot) => snapshot.Variants;

    private static List<VariantSnapshot> Plan(
        IReadOnlyList<EndpointVariant> current, IReadOnlyList<(string Name, int Version, int Weight)> wanted, string champion, int stable)
    {
        var removed = current.Where(c => wanted.All(w => w.Name != c.Name));
        IEnumerable<BucketShare> shares =
        [
            .. wanted.Select(w => new BucketShare(current.FirstOrDefault(c => c.Name == w.Name)?.Buckets ?? [], w.Weight)),
            .. removed.Select(r => new BucketShare(r.Buckets, 0)),
        ];
        var buckets = BucketPlanner.Plan([.. shares]);
        return [.. wanted.Select((w, index) => new VariantSnapshot(w.Name, w.Version, RoleOf(w.Name, w.Version, champion, stable), w.Weight, buckets[index]))];
    }

    private static VariantRole RoleOf(string name, int version, string champion, int stable) =>
        name == champion ? VariantRole.Champion
        : version == stable ? VariantRole.Baseline
        : VariantRole.Challenger;

    private static string FreeName(IEnumerable<EndpointVariant> variants, int version) => FreeName(variants, version, []);

    private static string FreeName(IEnumerable<EndpointVariant> variants, int version, IEnumerable<string> wanted)
    {
        var taken = variants.Select(v => v.Name).Concat(wanted).ToHashSet(StringComparer.Ordinal);
        var name = TrafficSplit.DefaultName(version);
        for (var number = 2; taken.Contains(name); number++)
            name = $"{TrafficSplit.DefaultName(version)}-{number}";
        return name;
    }
}
