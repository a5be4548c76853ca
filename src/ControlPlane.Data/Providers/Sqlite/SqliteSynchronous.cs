namespace ControlPlane.Data.Providers.Sqlite;

/// <summary>How hard a commit reaches for the disk; SQLite's <c>synchronous</c>.</summary>
internal enum SqliteSynchronous
{
    /// <summary>A loss of power may cost the last commits, a crash of the process none.</summary>
    Normal = 1,

    /// <summary>A commit is on the disk when it returns.</summary>
    Full = 2,
}
