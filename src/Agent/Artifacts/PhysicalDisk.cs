using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ControlPlane.AgentHost.Artifacts;

/// <summary>The real disk. Stateless.</summary>
public sealed partial class PhysicalDisk : IDisk
{
    private const int OpenReadOnlyFolder = 0x10000;

    /// <inheritdoc />
    public long? LengthOf(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? file.Length : null;
    }

    /// <inheritdoc />
    public Stream OpenRead(string path) => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 * 1024);

    /// <inheritdoc />
    public IDiskFile Create(string path) => new PhysicalFile(Open(path, FileMode.Create));

    /// <inheritdoc />
    public IDiskFile Append(string path) => new PhysicalFile(Open(path, FileMode.Append));

    /// <inheritdoc />
    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    /// <inheritdoc />
    public void Delete(string path)
    {
        if (File.Exists(path))
            File.Delete(path);
    }

    /// <inheritdoc />
    public void CreateFolder(string path) => Directory.CreateDirectory(path);

    /// <inheritdoc />
    public IReadOnlyList<string> FilesIn(string folder) =>
        Directory.Exists(folder) ? [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal)] : [];

    /// <inheritdoc />
    public void SyncFolder(string folder)
    {
        // Windows has no such call; a rename there is journaled by the file system.
        if (OperatingSystem.IsWindows())
            return;

        // The managed API refuses to open folders.
        var descriptor = OpenFolder(folder, OperatingSystem.IsLinux() ? OpenReadOnlyFolder : 0);
        if (descriptor < 0)
            throw new DiskSyncException(folder, new Win32Exception());
        try
        {
            if (SyncDescriptor(descriptor) < 0)
                throw new DiskSyncException(folder, new Win32Exception());
        }
        finally
        {
            _ = CloseDescriptor(descriptor);
        }
    }

    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.Read | FileShare.Delete, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFolder(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int SyncDescriptor(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int CloseDescriptor(int descriptor);

    private sealed class PhysicalFile(FileStream stream) : IDiskFile
    {
        public long Length => stream.Length;

        public void Write(ReadOnlySpan<byte> bytes) => stream.Write(bytes);

        public void Sync()
        {
            try
            {
                stream.Flush(flushToDisk: true);
            }
            catch (IOException e)
            {
                throw new DiskSyncException(stream.Name, e);
            }
        }

        public void Dispose() => stream.Dispose();
    }
}
