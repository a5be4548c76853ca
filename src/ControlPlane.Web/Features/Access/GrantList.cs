using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Access;

namespace ControlPlane.Web.Features.Access;

/// <summary>Reads roles as people and programs write them. Stateless.</summary>
internal static class GrantList
{
    /// <summary>Each as <c>role@environment</c>.</summary>
    /// <returns>Refusal: <see cref="AccessRefusals.Invalid"/> about the first that is wrong.</returns>
    public static Outcome<IReadOnlyList<RoleGrant>> Read(string field, IReadOnlyList<string> texts)
    {
        var grants = new List<RoleGrant>();
        foreach (var (index, text) in texts.Index())
        {
            var grant = RoleGrant.Read($"{field}[{index}]", text);
            if (grant.Refusal is { } refusal)
                return refusal;
            grants.Add(grant.Value);
        }

        return grants;
    }
}
