using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts;

/// <summary>Turns rules of a feature flag into rules of a routing table. Pure.</summary>
internal static class FlagRules
{
    /// <summary>The rule that agents apply. The flag's version has the lowest buckets, so that a growing share keeps every caller it has.</summary>
    public static RoutingRule ToRouting(FlagRule rule, string variant, string champion) => new()
    {
        Id = rule.Id,
        Conditions = rule.Conditions,
        Variant = rule.Share == TrafficWeight.Whole ? variant : null,
        Split = rule.Share == TrafficWeight.Whole
            ? null
            : [.. new[] { Buckets(variant, 0, rule.Share), Buckets(champion, rule.Share, StickyHash.BucketCount) }.Where(b => b.Buckets.Count > 0)],
    };

    private static VariantBuckets Buckets(string variant, int start, int end) =>
        new(variant, end > start ? [new BucketInterval(start, end)] : []);
}
