using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Domain.Access;

/// <summary>Who may do what: the one table, and the decision by it. Pure.</summary>
public static class AccessRule
{
    /// <summary>The roles that may, from the least to the most.</summary>
    public static IReadOnlyList<Role> RolesWith(Permission permission) => permission switch
    {
        Permission.Look => [Role.Viewer, Role.Operator, Role.Deployer, Role.Approver, Role.Admin],
        Permission.RollBack => [Role.Operator, Role.Deployer, Role.Approver, Role.Admin],
        Permission.Steer => [Role.Operator, Role.Deployer, Role.Admin],
        Permission.Deploy => [Role.Deployer, Role.Admin],
        Permission.Promote => [Role.Approver, Role.Admin],
        Permission.Administer => [Role.Admin],
        _ => throw new InvalidOperationException($"No role is defined for {permission}."),
    };

    /// <summary>Whether somebody may do something.</summary>
    /// <param name="grants">The roles held now.</param>
    /// <param name="permission">What is wanted.</param>
    /// <param name="scope">What it touches.</param>
    /// <returns>Null when it is allowed; otherwise <see cref="AccessRefusals.Forbidden"/> with the role that is missing and who may give it.</returns>
    public static Refusal? Check(IReadOnlyList<RoleGrant> grants, Permission permission, AccessScope scope)
    {
        var roles = RolesWith(permission);
        if (scope.FirstWithout([.. grants.Where(g => roles.Contains(g.Role))]) is not { } missing)
            return null;
        return new Refusal(
            AccessRefusals.Forbidden,
            $"To {PermissionText.Of(permission)} needs the role {string.Join(" or ", roles.Select(RoleText.Of))} in {missing}; {GiverOf(scope)} can give it.");
    }

    /// <summary>Whether somebody may hand grants on: nobody gives what they do not administer themselves.</summary>
    /// <param name="own">The roles held by who gives.</param>
    /// <param name="given">What is given.</param>
    /// <returns>Null when it is allowed; otherwise <see cref="AccessRefusals.Forbidden"/>.</returns>
    public static Refusal? CheckGiving(IReadOnlyList<RoleGrant> own, IReadOnlyList<RoleGrant> given)
    {
        foreach (var grant in given)
        {
            if (Check(own, Permission.Administer, AccessScope.Of(grant.Pool)) is not null)
                return new Refusal(AccessRefusals.Forbidden, $"To give the role {grant} needs the role admin in {(grant.Pool == RoleGrant.EveryPool ? "all environments" : $"'{grant.Pool}'")}.");
        }

        return null;
    }

    private static string GiverOf(AccessScope scope) => scope switch
    {
        { IsAnywhere: true } => "an admin",
        { Pools: [RoleGrant.EveryPool] } => "an admin of all environments",
        { Pools: [var pool] } => $"an admin of '{pool}'",
        _ => "an admin of these environments",
    };
}
