using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ControlPlane.Web.Hosting.Demo;

/// <summary>Asks processes to end; .NET itself can only kill.</summary>
internal static partial class ProcessSignals
{
    private const int Term = 15;
    private const int NoSuchProcess = 3;

    /// <summary>Asks a process to end in order; where the system knows no such request, it is killed.</summary>
    public static void Terminate(Process process)
    {
        if (OperatingSystem.IsWindows())
            process.Kill();
        else if (SendSignal(process.Id, Term) != 0 && Marshal.GetLastPInvokeError() is var error and not NoSuchProcess)
            throw new Win32Exception(error);
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int processId, int signal);
}
