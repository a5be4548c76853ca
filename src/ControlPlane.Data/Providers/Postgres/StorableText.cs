using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace ControlPlane.Data.Providers.Postgres;

/// <summary>
/// Keeps the one character out that text of PostgreSQL cannot hold, U+0000: agents and callers may send it, and one such name must not stop what is saved with it. Stateless.
/// </summary>
internal static class StorableText
{
    private const char Replacement = '\uFFFD';

    /// <summary>The text as it can be stored.</summary>
    public static string Of(string text) => text.Contains('\0', StringComparison.Ordinal) ? text.Replace('\0', Replacement) : text;

    /// <summary>The same of everything that is about to be saved.</summary>
    public static void Put(ChangeTracker changes)
    {
        foreach (var entry in changes.Entries())
        {
            if (entry.State is EntityState.Added or EntityState.Modified)
                Put(entry);
        }
    }

    private static void Put(EntityEntry entry)
    {
        foreach (var property in entry.Properties)
        {
            if (property.CurrentValue is string text && text.Contains('\0', StringComparison.Ordinal) && !property.Metadata.IsPrimaryKey())
                property.CurrentValue = Of(text);
        }
    }
}
