using System.Runtime.InteropServices;

namespace ControlPlane.OnnxRuntime.Native;

/// <summary>
/// The environment that native code sees.
/// On Unix .NET keeps a copy of its own, so <see cref="Environment.SetEnvironmentVariable(string, string?)"/> alone never reaches libc.
/// </summary>
internal static unsafe partial class CEnvironment
{
    public static void Set(string name, string value)
    {
        Environment.SetEnvironmentVariable(name, value);
        if (!OperatingSystem.IsWindows() && SetInLibc(name, value, overwrite: 1) != 0)
            throw new InvalidOperationException($"libc refused to set {name}, error {Marshal.GetLastPInvokeError()}.");
    }

    /// <summary>Null when the variable is not set.</summary>
    public static string? Get(string name) =>
        OperatingSystem.IsWindows() ? Environment.GetEnvironmentVariable(name) : Marshal.PtrToStringUTF8((nint)GetFromLibc(name));

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int SetInLibc(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial byte* GetFromLibc(string name);
}
