namespace ControlPlane.AgentHost.Artifacts;

/// <summary>Tells failures of the disk apart. Stateless.</summary>
internal static class DiskErrors
{
    // Linux: ENOSPC and EDQUOT; macOS: EDQUOT; Windows: ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL.
    private static readonly int[] Full = [28, 122, 69, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    /// <summary>True when there is no room.</summary>
    public static bool IsFull(IOException failure) => Full.Contains(failure.HResult);

    /// <summary>True for what a disk raises: input and output, or a folder that may not be written.</summary>
    public static bool IsDisk(Exception failure) => failure is IOException or UnauthorizedAccessException;
}
