using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Domain.Access;

/// <summary>What somebody may put into a token: nothing that they may not do themselves. Pure.</summary>
public static class LendingRule
{
    /// <summary>Whether grants may be lent.</summary>
    /// <param name="own">The roles held by who makes the token.</param>
    /// <param name="lent">What the token is to hold.</param>
    /// <returns>Null when they may; otherwise <see cref="AccessRefusals.Forbidden"/> with the first that is too much.</returns>
    public static Refusal? Check(IReadOnlyList<RoleGrant> own, IReadOnlyList<RoleGrant> lent)
    {
        foreach (var grant in lent)
        {
            if (!IsCovered(own, grant))
                return new Refusal(AccessRefusals.Forbidden, $"A token may hold no more than its maker: {grant} is more than {(own.Count == 0 ? "nothing" : string.Join(", ", own))}.");
        }

        return null;
    }

    /// <summary>What is left of lent grants now that their maker holds these roles: a token never outlives the rights of who made it.</summary>
    public static IReadOnlyList<RoleGrant> Within(IReadOnlyList<RoleGrant> own, IReadOnlyList<RoleGrant> lent) => [.. lent.Where(grant => IsCovered(own, grant))];

    private static bool IsCovered(IReadOnlyList<RoleGrant> own, RoleGrant grant) =>
        Enum.GetValues<Permission>()
            .Where(p => AccessRule.RolesWith(p).Contains(grant.Role))
            .All(p => AccessRule.Check(own, p, AccessScope.Of(grant.Pool)) is null);
}
