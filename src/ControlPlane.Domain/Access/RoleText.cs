namespace ControlPlane.Domain.Access;

/// <summary>Roles as words. Stateless.</summary>
public static class RoleText
{
    /// <summary>Every role's word, from the least to the most.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. Enum.GetValues<Role>().Select(Of)];

    /// <summary>The word of a role.</summary>
    public static string Of(Role role) => role switch
    {
        Role.Viewer => "viewer",
        Role.Operator => "operator",
        Role.Deployer => "deployer",
        Role.Approver => "approver",
        Role.Admin => "admin",
        _ => throw new InvalidOperationException($"No word is defined for {role}."),
    };

    /// <summary>The role of a word; null when it is none.</summary>
    public static Role? Find(string word)
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            if (Of(role) == word)
                return role;
        }

        return null;
    }
}
