using System.Text;

namespace ControlPlane.Contracts.Routing;

/// <summary>
/// Chooses the variant of one endpoint's requests; made once per routing and read by all threads.
/// The choice is a pure function of routing, key, attributes and ordinal. Immutable, thread-safe, no allocation per choice.
/// </summary>
public sealed class VariantSelector
{
    private readonly EndpointRouting _routing;
    private readonly byte[] _salt;
    private readonly BucketMap _split;
    private readonly BucketMap?[] _ruleSplits;
    private readonly int[] _ruleVariants;

    /// <summary>Prepares the choice for a routing that <see cref="RoutingTableValidator"/> found sound.</summary>
    public VariantSelector(EndpointRouting routing)
    {
        _routing = routing;
        _salt = Encoding.UTF8.GetBytes(routing.Salt);
        var names = routing.Variants.Select((v, index) => (v.Name, index)).ToDictionary(p => p.Name, p => p.index, StringComparer.Ordinal);
        _split = new BucketMap(routing.Variants.SelectMany((v, index) => v.Buckets.Select(b => (b, index))));
        _ruleVariants = [.. routing.Rules.Select(r => r.Variant is null ? -1 : names[r.Variant])];
        _ruleSplits = [.. routing.Rules.Select(r => r.Split is null
            ? null
            : new BucketMap(r.Split.SelectMany(s => s.Buckets.Select(b => (b, names[s.Variant])))))];
    }

    /// <summary>Chooses for one request.</summary>
    /// <param name="utf8Key">The routing key; empty when the request has none.</param>
    /// <param name="attributes">What rules may ask; null when there are no attributes.</param>
    /// <param name="ordinal">Running number of the endpoint's requests without a key on this agent.</param>
    public VariantSelection Select(ReadOnlySpan<byte> utf8Key, IRequestAttributes? attributes, long ordinal)
    {
        var rule = FirstMatch(attributes);
        if (rule >= 0 && _ruleVariants[rule] is >= 0 and var named)
            return new VariantSelection(named, -1, SelectionReason.Rule, rule, StickyHash.BucketCount);

        var bucket = utf8Key.IsEmpty ? StickyHash.BucketOfOrdinal(ordinal) : StickyHash.BucketOf(_salt, utf8Key);
        if (rule >= 0)
        {
            var chosen = _ruleSplits[rule]!.VariantOf(bucket);
            return new VariantSelection(chosen, bucket, SelectionReason.Rule, rule, _ruleSplits[rule]!.WeightOf(chosen));
        }

        var variant = _split.VariantOf(bucket);
        return new VariantSelection(variant, bucket, utf8Key.IsEmpty ? SelectionReason.Ordinal : SelectionReason.Split, -1, _split.WeightOf(variant));
    }

    private int FirstMatch(IRequestAttributes? attributes)
    {
        for (var rule = 0; rule < _routing.Rules.Count; rule++)
        {
            if (IsMatch(_routing.Rules[rule], attributes))
                return rule;
        }

        return -1;
    }

    private static bool IsMatch(RoutingRule rule, IRequestAttributes? attributes)
    {
        for (var index = 0; index < rule.Conditions.Count; index++)
        {
            var condition = rule.Conditions[index];
            if (!condition.IsSatisfiedBy(attributes?.Find(condition.Attribute)))
                return false;
        }

        return true;
    }
}
