namespace ControlPlane.Data.Backups;

/// <summary>Codes of refusals about backups. Stable.</summary>
public static class BackupRefusals
{
    /// <summary>There is no backup of that name, or none at all.</summary>
    public const string NotFound = "backup_not_found";

    /// <summary>The disk has no room for another copy.</summary>
    public const string NoRoom = "backup_no_room";

    /// <summary>The folder cannot be written.</summary>
    public const string NotWritten = "backup_not_written";

    /// <summary>The copy is damaged, or its audit is not as it was written.</summary>
    public const string Unsound = "backup_unsound";

    /// <summary>The databases are on a server, whose own tools copy them.</summary>
    public const string OwnTools = "backup_own_tools";
}
