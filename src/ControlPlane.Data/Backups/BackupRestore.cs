using System.Globalization;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Artifacts;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Hosting;
using ControlPlane.Data.Installations;
using ControlPlane.Data.Routing;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Actors;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Backups;

/// <summary>
/// Puts a backup in the place of the databases: checks it once more, moves what is there aside, and publishes its tables under a higher epoch,
/// so that agents, which may be ahead of it, take them. For a process that does nothing else.
/// </summary>
public sealed class BackupRestore(
    BackupStore backups, DataFolder folder, DatabaseStart start, StateWriter writer, IArtifactStore artifacts, IDbContextFactory<StateContext> contexts, TimeProvider time)
{
    /// <summary>Puts a backup back.</summary>
    /// <param name="name">Its name, or <c>latest</c>.</param>
    /// <param name="actor">Who wants it; it goes into the audit.</param>
    /// <param name="cancellationToken">Gives up before anything is moved.</param>
    /// <returns>Refusals: see <see cref="BackupRefusals"/> and <see cref="DataRefusals"/>.</returns>
    public async Task<Outcome<RestoredBackup>> RunAsync(string name, Actor actor, CancellationToken cancellationToken)
    {
        if (!backups.IsOurs)
            return BackupStore.OwnTools;
        var found = backups.Find(name);
        if (found.Refusal is { } missing)
            return missing;
        var backup = found.Value;
        var copies = backups.FilesOf(backup);
        var (problems, _) = await BackupCheck.RunAsync(copies, cancellationToken);
        if (problems.Count > 0)
            return new Refusal(BackupRefusals.Unsound, $"The backup {backup.Name} is not sound: {string.Join(" ", problems)}");

        var moved = await ReplaceAsync(copies, cancellationToken);
        if (moved.Refusal is { } refusal)
            return refusal;
        var opened = await start.OpenAsync(() => throw new InvalidOperationException("A backup holds its installation."), cancellationToken);
        if (opened.Refusal is { } unopened)
            return unopened;
        return await AdoptAsync(backup, moved.Value, actor, cancellationToken);
    }

    private async Task<Outcome<ReplacedFiles>> ReplaceAsync(DataFolder copies, CancellationToken cancellationToken)
    {
        var taken = ProcessLock.Take(folder);
        if (taken.Refusal is { } refusal)
            return refusal;
        using var own = taken.Value;
        var epoch = await HighestEpochAsync(folder.StateFile, cancellationToken);
        var aside = MoveAside();
        foreach (var (from, to) in (IEnumerable<(string, string)>)[(copies.StateFile, folder.StateFile), (copies.SeriesFile, folder.SeriesFile)])
            Copy(from, to);
        DirectorySync.Sync(folder.Path);
        return new ReplacedFiles(aside, epoch);
    }

    // The log belongs to its database: left behind, SQLite would play it into the one put back.
    private string? MoveAside()
    {
        var present = new[] { folder.StateFile, folder.SeriesFile }.SelectMany(f => new[] { f, $"{f}-wal", $"{f}-shm" }).Where(File.Exists).ToList();
        if (present.Count == 0)
            return null;
        var aside = Path.Combine(folder.Path, $"replaced-{time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}");
        Directory.CreateDirectory(aside);
        foreach (var file in present)
            File.Move(file, Path.Combine(aside, Path.GetFileName(file)));
        return aside;
    }

    private static void Copy(string from, string to)
    {
        using var source = File.OpenRead(from);
        using var target = new FileStream(to, FileMode.CreateNew, FileAccess.Write);
        source.CopyTo(target);
        target.Flush(flushToDisk: true);
    }

    // What is replaced may be damaged; then the backup alone says how far agents were.
    private static async Task<long> HighestEpochAsync(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
            return 0;
        try
        {
            await using var state = StoredFiles.StateOf(file);
            var reported = await state.Agents.AsNoTracking().Select(a => a.Reported).ToListAsync(cancellationToken);
            var own = await state.Installations.AsNoTracking().Select(i => i.Epoch).SingleOrDefaultAsync(cancellationToken);
            return reported.Select(r => r.Epoch).Append(own).Max();
        }
        catch (SqliteException)
        {
            return 0;
        }
    }

    private async Task<Outcome<RestoredBackup>> AdoptAsync(Backup backup, ReplacedFiles replaced, Actor actor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var known = await HighestEpochAsync(folder.StateFile, cancellationToken);
        var adopted = await writer.RunAsync<(Installation Installation, Dictionary<string, TablePosition> Tables)>(
            async (context, token) =>
            {
                var installation = await context.Installations.SingleAsync(token);
                installation.Adopt(Math.Max(known, replaced.Epoch));
                context.Note(AuditDrafts.Restored(installation.ClusterId, backup, replaced.Folder, actor, now));
                await context.SaveChangesAsync(token);
                var tables = await new RoutingTableStore(context).PublishAllAsync(now, token);
                return (installation, tables.ToDictionary(t => t.Pool, t => t.Position, StringComparer.Ordinal));
            },
            cancellationToken);
        return new RestoredBackup(backup, adopted.Value.Installation, replaced.Folder, adopted.Value.Tables, await MissingAsync(cancellationToken));
    }

    private async Task<IReadOnlyList<string>> MissingAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var digests = await context.ModelVersions.AsNoTracking().Select(v => v.Digest).Distinct().ToListAsync(cancellationToken);
        var missing = new List<string>();
        foreach (var digest in digests.Order(StringComparer.Ordinal))
        {
            var opened = await artifacts.OpenAsync(digest, cancellationToken);
            if (opened.Refusal is not null)
                missing.Add(digest);
            else
                await opened.Value.DisposeAsync();
        }

        return missing;
    }

    private sealed record ReplacedFiles(string? Folder, long Epoch);
}
