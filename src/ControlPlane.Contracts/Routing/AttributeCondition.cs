namespace ControlPlane.Contracts.Routing;

/// <summary>One condition on a request. Immutable.</summary>
/// <param name="Attribute">Header name in lower case, or name of a request parameter.</param>
/// <param name="Operator">How to compare.</param>
/// <param name="Values">What to compare with; empty only for <see cref="ConditionOperator.Exists"/>.</param>
public sealed record AttributeCondition(string Attribute, ConditionOperator Operator, IReadOnlyList<string> Values)
{
    /// <summary>Whether the attribute's value satisfies the condition; null when the request does not carry it.</summary>
    public bool IsSatisfiedBy(string? value) => Operator switch
    {
        ConditionOperator.In => value is not null && Values.Contains(value, StringComparer.Ordinal),
        ConditionOperator.NotIn => value is null || !Values.Contains(value, StringComparer.Ordinal),
        ConditionOperator.StartsWith => value is not null && Values.Any(v => value.StartsWith(v, StringComparison.Ordinal)),
        ConditionOperator.Exists => value is not null,
        _ => throw new InvalidOperationException($"No comparison is defined for the operator {Operator}."),
    };
}
