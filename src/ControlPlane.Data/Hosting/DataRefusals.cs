namespace ControlPlane.Data.Hosting;

/// <summary>Codes of refusals about the data folder. Stable.</summary>
public static class DataRefusals
{
    /// <summary>Another process uses the folder.</summary>
    public const string InUse = "data_in_use";

    /// <summary>The folder cannot be made or written.</summary>
    public const string Unwritable = "data_unwritable";

    /// <summary>The database was written by a newer build.</summary>
    public const string NewerSchema = "database_newer";

    /// <summary>The database was written by an older build and was not brought up to date yet.</summary>
    public const string OlderSchema = "database_older";

    /// <summary>The disk of the databases is full; nothing can be changed until there is room.</summary>
    public const string Full = "storage_full";

    /// <summary>There is no database.</summary>
    public const string NotThere = "database_not_there";

    /// <summary>The database is damaged, or no database.</summary>
    public const string Damaged = "database_damaged";

    /// <summary>The server of the database cannot be reached.</summary>
    public const string Unreachable = "database_unreachable";

    /// <summary>The server of the database lets this process not do what it must.</summary>
    public const string Forbidden = "database_forbidden";

    /// <summary>The keys by which tables are signed are damaged.</summary>
    public const string SigningKeysUnreadable = "signing_keys_unreadable";

    /// <summary>The keys by which tables are signed are gone, although agents trust them.</summary>
    public const string SigningKeysMissing = "signing_keys_missing";

    /// <summary>Agents have tables that this database does not hold; nothing is published until it is adopted or a newer backup is put back.</summary>
    public const string BehindAgents = "database_behind_agents";

    /// <summary>No agent is ahead of this database, so there is nothing to adopt.</summary>
    public const string NotBehind = "database_not_behind";

    /// <summary>Somebody else changed the keys by which tables are signed.</summary>
    public const string SigningKeysChanged = "signing_keys_changed";
}
