using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Access;

namespace ControlPlane.Web.Features.Access;

/// <summary>What a change of a person touches: every environment they have a role in. Stateless.</summary>
internal static class PersonScope
{
    /// <summary>Of a person; of nobody, anything.</summary>
    public static AccessScope Of(Person? person) => AccessScope.Of([.. person?.Grants.Select(g => g.Pool) ?? []]);

    /// <summary>The answer about a person who is not there.</summary>
    public static Refusal NotFound(string name) => new(AccessRefusals.NotFound, $"There is no person '{name}'.");
}
