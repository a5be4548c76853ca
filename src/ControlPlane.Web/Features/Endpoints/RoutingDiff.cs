using ControlPlane.Contracts.Routing;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>What differs between two routings of one endpoint. Immutable.</summary>
public sealed record RoutingDiff
{
    /// <summary>Name of the endpoint.</summary>
    public required string Endpoint { get; init; }

    /// <summary>False when agents do the same for every caller.</summary>
    public bool IsDifferent => Variants.Any(v => v.IsDifferent) || MovedBasisPoints > 0 || ChangedSettings.Count > 0 || RuleIds.Count > 0;

    /// <summary>Null when the endpoint is not in the first table.</summary>
    public required long? RouteRevisionBefore { get; init; }

    /// <summary>Null when the endpoint is not in the second table.</summary>
    public required long? RouteRevisionAfter { get; init; }

    /// <summary>Every variant of either, in the order of the second, then of the first.</summary>
    public required IReadOnlyList<VariantDiff> Variants { get; init; }

    /// <summary>Share of callers who get another variant; 10,000 when the endpoint comes, goes or gets a new salt.</summary>
    public required int MovedBasisPoints { get; init; }

    /// <summary>Names of what else changed, such as <c>guards</c>.</summary>
    public required IReadOnlyList<string> ChangedSettings { get; init; }

    /// <summary>Ids of rules that came, went or changed.</summary>
    public required IReadOnlyList<string> RuleIds { get; init; }

    /// <summary>Compares two routings; null stands for a table without the endpoint.</summary>
    public static RoutingDiff Between(string endpoint, EndpointRouting? before, EndpointRouting? after) => new()
    {
        Endpoint = endpoint,
        RouteRevisionBefore = before?.RouteRevision,
        RouteRevisionAfter = after?.RouteRevision,
        Variants = [.. NamesOf(after).Union(NamesOf(before), StringComparer.Ordinal).Select(n => VariantDiff.Between(n, Find(before, n), Find(after, n)))],
        MovedBasisPoints = CountMoved(before, after),
        ChangedSettings = [.. SettingsOf(before).Zip(SettingsOf(after)).Where(p => p.First.Text != p.Second.Text).Select(p => p.First.Name)],
        RuleIds = [.. RulesOf(before).Except(RulesOf(after)).Union(RulesOf(after).Except(RulesOf(before))).Select(r => r.Id).Distinct(StringComparer.Ordinal)],
    };

    private static IEnumerable<string> NamesOf(EndpointRouting? routing) => routing?.Variants.Select(v => v.Name) ?? [];

    private static VariantRouting? Find(EndpointRouting? routing, string name) => routing?.Variants.FirstOrDefault(v => v.Name == name);

    private static int CountMoved(EndpointRouting? before, EndpointRouting? after)
    {
        if (before is null && after is null)
            return 0;
        if (before?.Salt != after?.Salt)
            return StickyHash.BucketCount;
        var stayed = before!.Variants.Join(after!.Variants, v => v.Name, v => v.Name, (old, now) => Overlap(old.Buckets, now.Buckets), StringComparer.Ordinal).Sum();
        return StickyHash.BucketCount - stayed;
    }

    private static int Overlap(IReadOnlyList<BucketInterval> left, IReadOnlyList<BucketInterval> right) =>
        left.Sum(l => right.Sum(r => Math.Max(0, Math.Min(l.End, r.End) - Math.Max(l.Start, r.Start))));

    private static IEnumerable<(string Name, string? Text)> SettingsOf(EndpointRouting? routing) =>
    [
        ("stableVariant", routing?.StableVariant),
        ("routingKey", routing?.RoutingKey.ToString()),
        ("fallback", routing?.Fallback?.ToString()),
        ("guards", routing?.Guards?.ToString()),
        ("segmentAttributes", routing is null ? null : string.Join(',', routing.SegmentAttributes)),
        ("shadows", routing is null ? null : string.Join(',', routing.Shadows)),
    ];

    private static IEnumerable<(string Id, string Text)> RulesOf(EndpointRouting? routing) =>
        routing?.Rules.Select(r => (r.Id, System.Text.Json.JsonSerializer.Serialize(r))) ?? [];
}
