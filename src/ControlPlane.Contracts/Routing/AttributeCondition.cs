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
        ConditionOperator.StartsWith => value is not null && StartsWithAny(value),
        ConditionOperator.Exists => value is not null,
        _ => throw new InvalidOperationException($"No comparison is defined for the operator {Operator}."),
    };

    // A loop in a method of its own: a lambda here would allocate for every question, whatever the operator.
    private bool StartsWithAny(string value)
    {
        for (var index = 0; index < Values.Count; index++)
        {
            if (value.StartsWith(Values[index], StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
