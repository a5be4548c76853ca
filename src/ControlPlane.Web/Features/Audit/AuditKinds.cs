using ControlPlane.Domain.Audit;

namespace ControlPlane.Web.Features.Audit;

/// <summary>Kinds of things the audit is about, as they stand in addresses and entries. Stateless.</summary>
internal static class AuditKinds
{
    private static readonly Dictionary<string, AuditSubject> ByWord =
        Enum.GetValues<AuditSubject>().ToDictionary(AuditEntry.WordOf, s => s, StringComparer.Ordinal);

    /// <summary>Every word, in the order of the kinds.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. Enum.GetValues<AuditSubject>().Select(AuditEntry.WordOf)];

    /// <summary>The kind of a word; null for any other word and for none.</summary>
    public static AuditSubject? Find(string? word) => word is not null && ByWord.TryGetValue(word, out var subject) ? subject : null;
}
