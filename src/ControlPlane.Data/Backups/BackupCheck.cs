using ControlPlane.Data.Audit;
using ControlPlane.Data.Hosting;
using ControlPlane.Domain.Audit;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Backups;

/// <summary>
/// Looks whether a copy of both databases is whole: every page, the schema, the audit chain with what agents had reported by then.
/// What they report now is no measure: it may be newer than the copy. Stateless.
/// </summary>
internal static class BackupCheck
{
    /// <summary>Looks at a folder of copies.</summary>
    /// <returns>What is wrong, empty when nothing is, and what its audit is like; null where that could not be read.</returns>
    public static async Task<(IReadOnlyList<string> Problems, AuditVerdict? Audit)> RunAsync(DataFolder copies, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        AuditVerdict? verdict = null;
        await using (var state = StoredFiles.StateOf(copies.StateFile))
        {
            problems.AddRange(await ReadAsync(state, copies.StateFile, cancellationToken));
            if (problems.Count == 0)
                verdict = await AuditVerifier.VerifyAsync(state, [], cancellationToken);
        }

        await using var series = StoredFiles.SeriesOf(copies.SeriesFile);
        problems.AddRange(await ReadAsync(series, copies.SeriesFile, cancellationToken));
        if (verdict is { IsIntact: false })
            problems.Add(verdict.Sentence);
        return (problems, verdict);
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(DbContext context, string file, CancellationToken cancellationToken)
    {
        try
        {
            if (!File.Exists(file))
                return [$"{Path.GetFileName(file)} is missing."];
            var found = await context.Database.SqlQueryRaw<string>("PRAGMA integrity_check(5)").ToListAsync(cancellationToken);
            if (found is not ["ok"])
                return [$"{Path.GetFileName(file)} is damaged: {string.Join("; ", found)}"];
            return await DatabaseOpener.CheckSchemaAsync(context, file, cancellationToken) is { } newer ? [newer.Sentence] : [];
        }
        catch (SqliteException exception)
        {
            return [$"{Path.GetFileName(file)} cannot be read: {exception.Message}"];
        }
    }
}
