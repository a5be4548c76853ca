using ControlPlane.AgentHost.Artifacts;
using ControlPlane.AgentHost.Connection;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Routing;

/// <summary>
/// Keeps accepted tables across any death of the process.
/// A save syncs a temporary file, moves <c>current</c> to <c>previous</c>, moves the temporary file to <c>current</c>, and syncs the folder;
/// at every point between, a start finds the old table or the new one. One owner.
/// </summary>
internal sealed class TableStore
{
    private readonly IDisk _disk;
    private readonly AgentIdentity _identity;
    private readonly string _folder;
    private bool _isCurrentWhole;

    /// <summary>The tables of a data folder; only those that <see cref="TableTrust"/> believes are read.</summary>
    public TableStore(IDisk disk, string dataFolder, AgentIdentity identity)
    {
        _disk = disk;
        _identity = identity;
        _folder = Path.Combine(dataFolder, "tables");
        _disk.CreateFolder(_folder);
    }

    private string CurrentPath => Path.Combine(_folder, "current");

    private string PreviousPath => Path.Combine(_folder, "previous");

    private string InForcePath => Path.Combine(_folder, "in-force");

    /// <summary>Reads what is there, falling back from a damaged <c>current</c> to <c>previous</c>.</summary>
    public StoredTables Load()
    {
        var damage = new List<string>();
        var current = Read(CurrentPath, damage);
        var previous = Read(PreviousPath, damage);
        _isCurrentWhole = current is not null;
        return new StoredTables(current ?? previous, current is null ? null : previous, Read(InForcePath, damage), damage);
    }

    /// <summary>Makes a table the accepted one.</summary>
    /// <returns>Null, or the refusal <c>insufficient_disk</c> or <c>internal</c>: the table before is still the accepted one.</returns>
    /// <exception cref="DiskSyncException">It is not known what would survive; the process must start anew from what is there.</exception>
    public Refusal? Save(SealedRoutingTable table)
    {
        try
        {
            DurableFile.WriteTemporary(_disk, CurrentPath, TableFile.Write(TableTrust.Vouch(table, _identity)));

            // A damaged current must not push out the whole previous one.
            if (_isCurrentWhole)
                _disk.Rename(CurrentPath, PreviousPath);

            // Where the next line fails there is none any more, and the next save must not look for it.
            _isCurrentWhole = false;
            _disk.Rename(CurrentPath + DurableFile.TemporarySuffix, CurrentPath);
            _disk.SyncFolder(_folder);
            _isCurrentWhole = true;
            return null;
        }
        catch (Exception e) when (DiskErrors.IsDisk(e) && e is not DiskSyncException)
        {
            return RefusalOf(e);
        }
        catch (DiskSyncException e) when (DiskErrors.IsFull(e))
        {
            return RefusalOf(e);
        }
    }

    /// <summary>Remembers what is served while it differs from the accepted table; null when it no longer differs.</summary>
    /// <returns>Null, or why it could not be kept; serving is not affected.</returns>
    public Refusal? SaveInForce(SealedRoutingTable? table)
    {
        try
        {
            if (table is null)
                _disk.Delete(InForcePath);
            else
                DurableFile.Replace(_disk, InForcePath, TableFile.Write(TableTrust.Vouch(table, _identity)));
            return null;
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            return RefusalOf(e);
        }
    }

    private static Refusal RefusalOf(Exception failure) => failure is IOException full && DiskErrors.IsFull(full)
        ? new Refusal(RefusalCodes.InsufficientDisk, "The disk has no room for the table.")
        : new Refusal(RefusalCodes.Internal, $"The table could not be kept on the disk: {failure.Message}");

    private SealedRoutingTable? Read(string path, List<string> damage)
    {
        try
        {
            if (_disk.LengthOf(path) is null)
                return null;

            var outcome = DurableFile.ReadAll(_disk, path, TableFile.MaximumBytes) is { } file
                ? TableFile.Read(file)
                : new Refusal(RefusalCodes.DigestMismatch, "The file is longer than any table.");
            var refusal = outcome.Match(table => TableTrust.CheckKept(table, _identity), damaged => damaged);
            if (refusal is null)
                return outcome.Value;
            damage.Add($"{path}: {refusal.Sentence}");
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            damage.Add($"{path}: {e.Message}");
        }

        return null;
    }
}
