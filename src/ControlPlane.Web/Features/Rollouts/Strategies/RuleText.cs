using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Web.Components;

namespace ControlPlane.Web.Features.Rollouts.Strategies;

/// <summary>Rules on attributes in words. Pure.</summary>
public static class RuleText
{
    /// <summary>Who a rule is about, such as <c>region is eu or us</c>.</summary>
    public static string WhoOf(FlagRule rule) => rule.Conditions.Count == 0 ? "everybody" : Of(rule.Conditions);

    /// <summary>All rules in one sentence: who gets what, in the order in which they are tried.</summary>
    public static string Of(IReadOnlyList<FlagRule> rules, int stableVersion)
    {
        var sentences = rules.Select(r => r.Conditions.Count == 0 ? $"all others: {WhatOf(r, stableVersion)}" : $"where {Of(r.Conditions)}: {WhatOf(r, stableVersion)}").ToList();
        if (rules[0].Conditions.Count == 0)
            sentences[0] = $"everybody: {WhatOf(rules[0], stableVersion)}";
        if (rules[^1].Conditions.Count > 0)
            sentences.Add($"everybody else stays on v{stableVersion}");
        var text = string.Join("; ", sentences);
        return $"{char.ToUpperInvariant(text[0])}{text[1..]}.";
    }

    /// <summary>A rule of a routing table: who gets which variants.</summary>
    public static string Of(RoutingRule rule)
    {
        var who = rule.Conditions.Count == 0 ? "everybody" : Of(rule.Conditions);
        var what = rule.Variant ?? Wording.List([.. (rule.Split ?? []).Select(s => $"{s.Variant} {TrafficWeight.ToPercent(s.Buckets.Sum(b => b.End - b.Start))}")]);
        return $"{who}: {what}";
    }

    /// <summary>Conditions that must all hold.</summary>
    public static string Of(IReadOnlyList<AttributeCondition> conditions) => string.Join(" and ", conditions.Select(Of));

    /// <summary>What those who match get.</summary>
    public static string WhatOf(FlagRule rule, int stableVersion) => rule.Share == TrafficWeight.Whole
        ? $"v{rule.Version}"
        : $"v{rule.Version} for {TrafficWeight.ToPercent(rule.Share)} of them, v{stableVersion} for the others";

    private static string Of(AttributeCondition condition) => condition.Operator switch
    {
        ConditionOperator.In => $"{condition.Attribute} is {Any(condition)}",
        ConditionOperator.NotIn => $"{condition.Attribute} is not {Any(condition)}",
        ConditionOperator.StartsWith => $"{condition.Attribute} starts with {Any(condition)}",
        ConditionOperator.Exists => $"{condition.Attribute} is there",
        _ => throw new InvalidOperationException($"{condition.Operator} has no words."),
    };

    private static string Any(AttributeCondition condition) => Wording.List(condition.Values).Replace(" and ", " or ", StringComparison.Ordinal);
}
