using System.Runtime.InteropServices;

namespace ControlPlane.OnnxRuntime.Native;

/// <summary>What the library's one exported function returns.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct OrtApiBase
{
    /// <summary>Null when the library is older than the table that is asked for.</summary>
    public readonly delegate* unmanaged<uint, OrtApi*> GetApi;
    public readonly delegate* unmanaged<byte*> GetVersionString;
}
