namespace ControlPlane.AgentHost.Artifacts;

/// <summary>
/// The disk reported that bytes may not have become durable.
/// Trying again proves nothing: the kernel may have dropped the pages and then reports success.
/// </summary>
public sealed class DiskSyncException : IOException
{
    /// <summary>The failure of one path.</summary>
    public DiskSyncException(string path, Exception cause)
        : base($"{path} could not be made durable: {cause.Message}", cause)
    {
        HResult = cause.HResult;
    }
}
