using System.Globalization;

namespace ControlPlane.Domain.Audit;

/// <summary>An audit entry as it was found somewhere, every field as text, so that one that makes no sense can still be judged. Immutable.</summary>
/// <param name="Values">In the order of <see cref="AuditField"/>; null where a field holds nothing.</param>
/// <param name="Hash">The hash it bears; null when it bears none.</param>
public sealed record AuditRecord(IReadOnlyList<string?> Values, string? Hash)
{
    /// <summary>One field.</summary>
    public string? this[AuditField field] => Values[(int)field];

    /// <summary>Its number; null when it has none.</summary>
    public long? Sequence => long.TryParse(this[AuditField.Sequence], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
