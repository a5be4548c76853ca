using System.Runtime.InteropServices;

namespace ControlPlane.AgentHost.Inference;

/// <summary>The C library's heap. Stateless.</summary>
internal static partial class NativeHeap
{
    private static readonly bool CanTrim = Has("malloc_trim");
    private static readonly bool CanCount = Has("mallinfo2");

    /// <summary>Gives free pages back to the system where the C library keeps them otherwise, so that a released model shows in the resident size.</summary>
    public static void Trim()
    {
        if (CanTrim)
            _ = MallocTrim(0);
    }

    /// <summary>Bytes that are allocated now, in all arenas and mappings; null where the C library does not tell.</summary>
    public static long? AllocatedBytes()
    {
        if (!CanCount)
            return null;
        var counts = MallocCounts();
        return (long)(counts.InUse + counts.Mapped);
    }

    [LibraryImport("libc.so.6", EntryPoint = "malloc_trim")]
    private static partial int MallocTrim(nuint pad);

    [LibraryImport("libc.so.6", EntryPoint = "mallinfo2")]
    private static partial HeapCounts MallocCounts();

    private static bool Has(string function) =>
        OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, function, out _);

    // As mallinfo2(3) gives it: of its ten numbers, the fifth counts bytes in mappings of their own and the eighth those in arenas.
    [StructLayout(LayoutKind.Sequential)]
    private struct HeapCounts
    {
        private readonly nuint _arena, _freeChunks, _fastBins, _mappings;
        public readonly nuint Mapped;
        private readonly nuint _unused, _freeFast;
        public readonly nuint InUse;
        private readonly nuint _free, _top;
    }
}
