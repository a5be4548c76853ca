using System.Runtime.InteropServices;
using System.Text;

namespace ControlPlane.OnnxRuntime.Native;

/// <summary>Zero-terminated UTF-8, as the C interface takes and gives it.</summary>
internal static unsafe class NativeText
{
    /// <summary>The bytes of a text with their closing zero, to be pinned for the length of one call.</summary>
    public static byte[] Encode(string text)
    {
        if (text.Contains('\0'))
            throw new ArgumentException("A text for native code cannot contain a zero character.", nameof(text));

        return Encoding.UTF8.GetBytes(text + '\0');
    }

    public static string Read(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    /// <summary>Reads a text that ONNX Runtime allocated for the caller, and frees it; null stays null.</summary>
    public static string? Take(byte* text)
    {
        if (text == null)
            return null;

        var value = Read(text);
        Free(text);
        return value;
    }

    /// <summary>Frees what ONNX Runtime allocated with its default allocator.</summary>
    public static void Free(void* memory) => OrtStatus.ThrowIfFailed(OrtLibrary.Api->AllocatorFree(DefaultAllocator(), memory));

    /// <summary>The library's own allocator, which nobody releases.</summary>
    public static nint DefaultAllocator()
    {
        nint allocator;
        OrtStatus.ThrowIfFailed(OrtLibrary.Api->GetAllocatorWithDefaultOptions(&allocator));
        return allocator;
    }
}
