using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Data.Hosting;

/// <summary>
/// Keeps a second process off a data folder, for as long as this one lives:
/// an exclusively opened file, which the operating system closes also when the process is killed.
/// </summary>
internal sealed class ProcessLock : IDisposable
{
    private readonly FileStream _file;

    private ProcessLock(FileStream file) => _file = file;

    /// <summary>Takes the lock.</summary>
    /// <returns>Refusals: <see cref="DataRefusals.InUse"/>, <see cref="DataRefusals.Unwritable"/>.</returns>
    public static Outcome<ProcessLock> Take(DataFolder folder)
    {
        try
        {
            folder.Create();
            return new ProcessLock(new FileStream(folder.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException exception)
        {
            return new Refusal(DataRefusals.Unwritable, $"The data folder {folder.Path} cannot be written: {exception.Message}");
        }
        catch (IOException exception)
        {
            return File.Exists(folder.LockFile)
                ? new Refusal(DataRefusals.InUse, $"Another control plane uses the data folder {folder.Path}; stop it, or start this one with another folder.")
                : new Refusal(DataRefusals.Unwritable, $"The data folder {folder.Path} cannot be made: {exception.Message}");
        }
    }

    public void Dispose() => _file.Dispose();
}
