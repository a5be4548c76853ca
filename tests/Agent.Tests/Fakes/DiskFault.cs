namespace ControlPlane.AgentHost.Tests.Fakes;

/// <summary>How a <see cref="MemoryDisk"/> breaks.</summary>
internal enum DiskFault
{
    /// <summary>The process is killed before the change.</summary>
    ProcessDies,

    /// <summary>The process is killed when half of the bytes were written.</summary>
    ProcessDiesInTheMiddle,

    /// <summary>Creating and writing find no room; half of the bytes are written.</summary>
    IsFull,

    /// <summary>Syncing reports an error.</summary>
    SyncFails,

    /// <summary>Nothing may be changed.</summary>
    IsReadOnly,
}
