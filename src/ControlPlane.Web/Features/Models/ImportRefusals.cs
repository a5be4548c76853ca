namespace ControlPlane.Web.Features.Models;

/// <summary>Codes of refusals about files that the control plane itself fetches. Stable.</summary>
public static class ImportRefusals
{
    /// <summary>The path is not below the import folder, not there, or cannot be read.</summary>
    public const string Unreadable = "import_unreadable";

    /// <summary>The address is none from which models may be imported.</summary>
    public const string AddressRefused = "import_address_refused";

    /// <summary>The host did not give the file.</summary>
    public const string Unreachable = "import_unreachable";

    /// <summary>The bytes that came are not those that were asked for.</summary>
    public const string DigestMismatch = "import_digest_mismatch";
}
