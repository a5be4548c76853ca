namespace ControlPlane.Web.Features.Models;

/// <summary>Codes of refusals about files of the control plane's own machine. Stable.</summary>
public static class ImportRefusals
{
    /// <summary>The path is not below the import folder, not there, or cannot be read.</summary>
    public const string Unreadable = "import_unreadable";
}
