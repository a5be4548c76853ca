namespace ControlPlane.Contracts.Golden;

/// <summary>Codes of refusals about golden sets. Stable.</summary>
public static class GoldenRefusals
{
    /// <summary>The document is no golden set, or not one of this model.</summary>
    public const string Invalid = "golden_invalid";
}
