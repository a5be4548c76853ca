namespace ControlPlane.AgentHost.Artifacts;

/// <summary>The disk as everything durable in the agent sees it, so that tests can break it at every step. Thread-safe.</summary>
public interface IDisk
{
    /// <summary>Length of a file in bytes; null when there is none.</summary>
    long? LengthOf(string path);

    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">There is none, or the disk fails.</exception>
    Stream OpenRead(string path);

    /// <summary>Makes an empty file that only its owner may read, in place of any that was there.</summary>
    IDiskFile Create(string path);

    /// <summary>Opens a file at its end; makes it when there is none.</summary>
    IDiskFile Append(string path);

    /// <summary>Gives a file another name in one step, in place of any file of that name.</summary>
    void Rename(string from, string to);

    /// <summary>Removes a file; nothing happens when there is none.</summary>
    void Delete(string path);

    /// <summary>Makes a folder and those above it.</summary>
    void CreateFolder(string path);

    /// <summary>Full paths of the files directly in a folder, ascending; empty when there is no such folder.</summary>
    IReadOnlyList<string> FilesIn(string folder);

    /// <summary>Makes the names in a folder survive a power cut.</summary>
    /// <exception cref="DiskSyncException">The disk does not say that they do.</exception>
    void SyncFolder(string folder);
}
