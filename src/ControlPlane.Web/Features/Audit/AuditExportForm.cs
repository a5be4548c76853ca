namespace ControlPlane.Web.Features.Audit;

/// <summary>How an export of the audit is written.</summary>
public enum AuditExportForm
{
    /// <summary>One JSON object a line, every field as the text it is hashed as.</summary>
    JsonLines,

    /// <summary>Comma-separated values with a head line, after RFC 4180.</summary>
    Csv,
}
