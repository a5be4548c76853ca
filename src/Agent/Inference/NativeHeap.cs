using System.Runtime.InteropServices;

namespace ControlPlane.AgentHost.Inference;

/// <summary>The C library's heap. Stateless.</summary>
internal static partial class NativeHeap
{
    private static readonly bool CanTrim =
        OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "malloc_trim", out _);

    /// <summary>Gives free pages back to the system where the C library keeps them otherwise, so that a released model shows in the resident size.</summary>
    public static void Trim()
    {
        if (CanTrim)
            _ = MallocTrim(0);
    }

    [LibraryImport("libc.so.6", EntryPoint = "malloc_trim")]
    private static partial int MallocTrim(nuint pad);
}
