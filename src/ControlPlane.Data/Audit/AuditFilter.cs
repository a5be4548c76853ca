using ControlPlane.Domain.Audit;

namespace ControlPlane.Data.Audit;

/// <summary>Which entries of the audit. Immutable; what is null does not filter.</summary>
public sealed record AuditFilter
{
    /// <summary>Everything.</summary>
    public static AuditFilter None { get; } = new();

    /// <summary>Who, exactly.</summary>
    public string? Actor { get; init; }

    /// <summary>What kind of thing.</summary>
    public AuditSubject? Subject { get; init; }

    /// <summary>Name or id of the thing, exactly.</summary>
    public string? Name { get; init; }

    /// <summary>The endpoint concerned.</summary>
    public string? Endpoint { get; init; }

    /// <summary>First moment, inclusive.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Last moment, exclusive.</summary>
    public DateTimeOffset? To { get; init; }

    internal IQueryable<AuditEntry> Of(IQueryable<AuditEntry> entries)
    {
        if (Actor is not null)
            entries = entries.Where(e => e.Actor == Actor);
        if (Subject is { } subject)
        {
            var word = AuditEntry.WordOf(subject);
            entries = entries.Where(e => e.Subject == word);
        }

        if (Name is not null)
            entries = entries.Where(e => e.Name == Name);
        if (Endpoint is not null)
            entries = entries.Where(e => e.Endpoint == Endpoint);
        if (From?.ToUnixTimeMilliseconds() is { } from)
            entries = entries.Where(e => e.At >= from);
        return To?.ToUnixTimeMilliseconds() is { } to ? entries.Where(e => e.At < to) : entries;
    }
}
