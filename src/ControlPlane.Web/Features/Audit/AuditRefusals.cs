namespace ControlPlane.Web.Features.Audit;

/// <summary>Codes of refusals about the audit. Stable.</summary>
public static class AuditRefusals
{
    /// <summary>There is no entry of that number.</summary>
    public const string NotFound = "audit_entry_not_found";

    /// <summary>The entry holds no routing that could be put back.</summary>
    public const string NothingToRestore = "nothing_to_restore";
}
