using System.Globalization;
using System.Text.Json;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Artifacts;
using ControlPlane.Data.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ControlPlane.Data.Backups;

/// <summary>
/// Copies both databases while they are written to, checks the copies, and keeps the newest of them.
/// SQLite makes the copy itself (<c>VACUUM INTO</c>): copying its files instead would lack what is still in the log.
/// Model files are not copied, they never change; keep their folder. Thread-safe; copies are made one at a time.
/// </summary>
public sealed class BackupStore(DataFolder folder, IOptions<DataOptions> options, TimeProvider time, ILoggerFactory loggers) : IDisposable
{
    private const string ManifestName = "backup.json";
    private const string NameForm = "yyyyMMdd-HHmmss";
    private const string MakingPrefix = ".making-";
    private const int UnsoundKept = 2;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, IgnoreReadOnlyProperties = true };

    private readonly ILogger _logger = loggers.CreateLogger<BackupStore>();
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>The refusal where the databases are on a server.</summary>
    internal static readonly Refusal OwnTools = new(
        BackupRefusals.OwnTools, "The databases are on PostgreSQL, whose own tools copy them and put them back: pg_dump and pg_restore, or the archive of its log. docs/postgresql.md has the commands; after a restore run 'restore adopt'.");

    /// <summary>Whether copies are made and put back by this program: where the databases are files.</summary>
    public bool IsOurs { get; } = !options.Value.IsPostgres;

    /// <summary>Where the copies are.</summary>
    public string Root { get; } = Path.GetFullPath(options.Value.Backup.Folder ?? Path.Combine(folder.Path, "backups"));

    /// <summary>Every copy, newest first.</summary>
    public IReadOnlyList<Backup> List() => Directory.Exists(Root)
        ? [.. Directory.EnumerateDirectories(Root).Select(Read).OfType<Backup>().OrderByDescending(b => b.Name, StringComparer.Ordinal)]
        : [];

    /// <summary>A copy by its name, <c>latest</c> for the newest sound one.</summary>
    /// <returns>Refusal: <see cref="BackupRefusals.NotFound"/>.</returns>
    public Outcome<Backup> Find(string name) => (name == "latest" ? List().FirstOrDefault(b => b.IsSound) : List().FirstOrDefault(b => b.Name == name)) is { } found
        ? found
        : new Refusal(BackupRefusals.NotFound, name == "latest" ? $"There is no sound backup in {Root}." : $"There is no backup '{name}' in {Root}.");

    /// <summary>The files of a copy.</summary>
    public DataFolder FilesOf(Backup backup) => new(Path.Combine(Root, backup.Name));

    /// <summary>Makes a copy, checks it, and lets old ones go.</summary>
    /// <param name="cancellationToken">Gives up; nothing is left then.</param>
    /// <returns>Refusals: <see cref="BackupRefusals.NoRoom"/>, <see cref="BackupRefusals.NotWritten"/>, <see cref="BackupRefusals.OwnTools"/>.</returns>
    public async Task<Outcome<Backup>> MakeAsync(CancellationToken cancellationToken)
    {
        if (!IsOurs)
            return OwnTools;
        await _turn.WaitAsync(cancellationToken);
        var (name, begun) = NextName();
        var making = new DataFolder(Path.Combine(Root, MakingPrefix + name));
        try
        {
            Sweep();
            making.Create();
            if (WhyNoRoom() is { } noRoom)
                return noRoom;
            await CopyAsync(making, cancellationToken);
            var backup = await CheckAsync(name, begun, making, cancellationToken);
            await PutAsync(making, backup, cancellationToken);
            Prune();
            Tell(backup);
            return backup;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or Microsoft.Data.Sqlite.SqliteException)
        {
            return new Refusal(BackupRefusals.NotWritten, $"The backup could not be written to {Root}: {exception.Message}");
        }
        finally
        {
            if (Directory.Exists(making.Path))
                Directory.Delete(making.Path, recursive: true);
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private static Backup? Read(string copies)
    {
        try
        {
            var manifest = Path.Combine(copies, ManifestName);
            return File.Exists(manifest) ? JsonSerializer.Deserialize<Backup>(File.ReadAllBytes(manifest), Json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task CopyAsync(DataFolder making, CancellationToken cancellationToken)
    {
        await using var state = StoredFiles.StateOf(folder.StateFile);
        await state.Database.ExecuteSqlAsync($"VACUUM INTO {making.StateFile}", cancellationToken);
        await using var series = StoredFiles.SeriesOf(folder.SeriesFile);
        await series.Database.ExecuteSqlAsync($"VACUUM INTO {making.SeriesFile}", cancellationToken);

        // SQLite does not sync what it makes this way.
        foreach (var file in (string[])[making.StateFile, making.SeriesFile])
        {
            await using var written = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
            written.Flush(flushToDisk: true);
        }
    }

    private async Task<Backup> CheckAsync(string name, DateTimeOffset begun, DataFolder making, CancellationToken cancellationToken)
    {
        var (problems, audit) = await BackupCheck.RunAsync(making, cancellationToken);
        return new Backup
        {
            Name = name,
            MadeAt = begun,
            Took = time.GetUtcNow() - begun,
            Bytes = new FileInfo(making.StateFile).Length + new FileInfo(making.SeriesFile).Length,
            AuditEntries = audit?.Entries ?? 0,
            AuditHead = audit?.Head,
            Problems = problems,
        };
    }

    private async Task PutAsync(DataFolder making, Backup backup, CancellationToken cancellationToken)
    {
        await using (var manifest = new FileStream(Path.Combine(making.Path, ManifestName), FileMode.CreateNew, FileAccess.Write))
        {
            await JsonSerializer.SerializeAsync(manifest, backup, Json, cancellationToken);
            manifest.Flush(flushToDisk: true);
        }

        Directory.Move(making.Path, Path.Combine(Root, backup.Name));
        DirectorySync.Sync(Root);
    }

    private void Prune()
    {
        var all = List();
        foreach (var old in all.Where(b => b.IsSound).Skip(options.Value.Backup.Keep).Concat(all.Where(b => !b.IsSound).Skip(UnsoundKept)))
            Directory.Delete(Path.Combine(Root, old.Name), recursive: true);
    }

    // What a killed process left behind.
    private void Sweep()
    {
        if (!Directory.Exists(Root))
            return;
        foreach (var left in Directory.EnumerateDirectories(Root, MakingPrefix + "*"))
            Directory.Delete(left, recursive: true);
    }

    private Refusal? WhyNoRoom()
    {
        var needed = new FileInfo(folder.StateFile).Length + new FileInfo(folder.SeriesFile).Length;
        var free = new DriveInfo(Root).AvailableFreeSpace;
        return free > needed + (needed / 10)
            ? null
            : new Refusal(BackupRefusals.NoRoom, $"A backup needs up to {needed} bytes and a tenth more, {Root} has {free} left; make room, keep fewer, or name another folder.");
    }

    private (string Name, DateTimeOffset Begun) NextName()
    {
        var begun = time.GetUtcNow();
        var name = begun.ToString(NameForm, CultureInfo.InvariantCulture);
        for (var number = 2; Directory.Exists(Path.Combine(Root, name)); number++)
            name = $"{begun.ToString(NameForm, CultureInfo.InvariantCulture)}-{number}";
        return (name, begun);
    }

    private void Tell(Backup backup)
    {
        if (backup.IsSound)
            _logger.Made(backup.Name, backup.Bytes, backup.AuditEntries, (long)backup.Took.TotalMilliseconds);
        else
            _logger.Unsound(backup.Name, string.Join(" ", backup.Problems));
    }
}
