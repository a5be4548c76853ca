namespace ControlPlane.Domain.Declarations;

/// <summary>Codes of refusals about applied declarations. Stable.</summary>
public static class DeclarationRefusals
{
    /// <summary>Kind, name, labels or content are not acceptable.</summary>
    public const string Invalid = "declaration_invalid";

    /// <summary>Nothing of this kind and name was declared.</summary>
    public const string NotFound = "declaration_not_found";
}
