namespace ControlPlane.Domain.Models.Signing;

/// <summary>Codes of refusals about signatures of model files. Stable.</summary>
public static class SigningRefusals
{
    /// <summary>The model takes signed files only, and this one came without a signature.</summary>
    public const string Required = "signature_required";

    /// <summary>The signature is none, is of no trusted key, or is of other files.</summary>
    public const string Invalid = "signature_invalid";
}
