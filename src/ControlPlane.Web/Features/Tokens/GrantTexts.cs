using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Access;

namespace ControlPlane.Web.Features.Tokens;

/// <summary>Reads lists of grants as people write them. Stateless.</summary>
public static class GrantTexts
{
    /// <summary>The grants.</summary>
    /// <returns>Refusal: <see cref="AccessRefusals.Invalid"/> for the first that cannot be read.</returns>
    public static Outcome<IReadOnlyList<RoleGrant>> Read(IReadOnlyList<string> texts)
    {
        var grants = new List<RoleGrant>();
        foreach (var (index, text) in texts.Index())
        {
            var grant = RoleGrant.Read($"grants[{index}]", text);
            if (grant.Refusal is { } refusal)
                return refusal;
            grants.Add(grant.Value);
        }

        return grants;
    }
}
