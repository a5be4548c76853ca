using System.Runtime.InteropServices;

namespace ControlPlane.Data.Artifacts;

/// <summary>
/// Puts a renamed file's name on the disk: after <c>rename</c> the name is durable only once its directory is synced, and .NET cannot open a directory.
/// Does nothing on Windows, whose file system journals names itself.
/// </summary>
internal static partial class DirectorySync
{
    public static void Sync(string directory)
    {
        if (OperatingSystem.IsWindows())
            return;

        const int readOnly = 0;
        var descriptor = Open(directory, readOnly);
        if (descriptor < 0)
            throw Failure(directory);
        try
        {
            if (Flush(descriptor) != 0)
                throw Failure(directory);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failure(string directory) => new($"{directory} cannot be synced: {Marshal.GetLastPInvokeErrorMessage()}.");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
