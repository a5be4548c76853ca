namespace ControlPlane.Data.Hosting;

/// <summary>Where things lie below the data folder. Immutable.</summary>
public sealed class DataFolder(string path)
{
    /// <summary>The folder itself, absolute.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The database of decisions.</summary>
    public string StateFile => System.IO.Path.Combine(Path, "state.db");

    /// <summary>The database of measurements.</summary>
    public string SeriesFile => System.IO.Path.Combine(Path, "series.db");

    /// <summary>Held by the one process that uses the folder.</summary>
    public string LockFile => System.IO.Path.Combine(Path, "control-plane.lock");

    /// <summary>Model files.</summary>
    public string ArtifactFolder => System.IO.Path.Combine(Path, "artifacts");

    /// <summary>Where model files arrive that lie elsewhere afterwards.</summary>
    public string InboxFolder => System.IO.Path.Combine(Path, "incoming");

    /// <summary>The keys by which tables are signed, where no database is shared.</summary>
    public string SigningKeyFile => System.IO.Path.Combine(Path, "signing-keys.json");

    /// <summary>Inputs and results of batch jobs, and stored predictions.</summary>
    public string JobFolder => System.IO.Path.Combine(Path, "jobs");

    /// <summary>Makes the folder, readable by its owner only, because it holds keys and hashes of secrets.</summary>
    public void Create()
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(Path);
        else
            Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
