namespace ControlPlane.AgentHost.Artifacts;

/// <summary>Writes whole files so that a reader finds the old one or the new one, never a part. Stateless.</summary>
internal static class DurableFile
{
    /// <summary>What a file is called until it is complete.</summary>
    public const string TemporarySuffix = ".tmp";

    /// <summary>Replaces a file by temporary file, sync, rename and folder sync; on failure the old file stays.</summary>
    /// <exception cref="IOException">The disk fails.</exception>
    public static void Replace(IDisk disk, string path, ReadOnlySpan<byte> content)
    {
        WriteTemporary(disk, path, content);
        disk.Rename(path + TemporarySuffix, path);
        disk.SyncFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>The first half of <see cref="Replace"/>: the new content lies durable beside the old.</summary>
    public static void WriteTemporary(IDisk disk, string path, ReadOnlySpan<byte> content)
    {
        var temporary = path + TemporarySuffix;
        try
        {
            using var file = disk.Create(temporary);
            file.Write(content);
            file.Sync();
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            TryDelete(disk, temporary);
            throw;
        }
    }

    /// <summary>Removes a file where that is possible.</summary>
    public static void TryDelete(IDisk disk, string path)
    {
        try
        {
            disk.Delete(path);
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            // A disk that refuses to write may refuse to delete; what is left is overwritten next time.
        }
    }

    /// <summary>A whole file; null when there is none.</summary>
    public static byte[]? ReadAll(IDisk disk, string path, int limit)
    {
        if (disk.LengthOf(path) is not { } length || length > limit)
            return null;

        using var stream = disk.OpenRead(path);
        var content = new byte[length];
        stream.ReadExactly(content);
        return content;
    }
}
