namespace ControlPlane.Domain.Access;

/// <summary>What kind of account acts.</summary>
public enum HolderKind
{
    /// <summary>A person who signed in.</summary>
    Person,

    /// <summary>A program that shows an API token.</summary>
    Token,
}
