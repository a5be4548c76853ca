namespace ControlPlane.Domain.Access;

/// <summary>Permissions as they follow "to". Stateless.</summary>
public static class PermissionText
{
    /// <summary>What is done by it.</summary>
    public static string Of(Permission permission) => permission switch
    {
        Permission.Look => "look at this",
        Permission.RollBack => "roll back",
        Permission.Steer => "pause or resume",
        Permission.Deploy => "deploy",
        Permission.Promote => "promote",
        Permission.Administer => "administer",
        _ => throw new InvalidOperationException($"No words are defined for {permission}."),
    };
}
