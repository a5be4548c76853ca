using System.Diagnostics;
using ControlPlane.AgentHost.Vetting;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Workers;

/// <summary>How the process of one version is started. Immutable.</summary>
/// <param name="Program">This program.</param>
/// <param name="Folder">Where sockets are.</param>
/// <param name="Path">The model's file.</param>
/// <param name="Version">What the table says about it.</param>
internal sealed record WorkerLaunch(AgentExecutable Program, string Folder, string Path, PreparedVersion Version)
{
    // What the address of such a socket may have on every system.
    private const int LongestSocketPath = 100;
    private const long MemoryFloor = 4L << 30;
    private const int TimesFile = 8;

    /// <summary>As people call it.</summary>
    public string Name => $"{Version.Model} version {Version.Version}";

    /// <summary>From its start to the answer that it has loaded the model.</summary>
    public TimeSpan LongestStart => TimeSpan.FromSeconds(VettingLimits.Of(Version.SizeBytes).WallSeconds);

    /// <summary>Address space beyond what the process begins with: more than for a trial, because callers bring larger inputs than one row.</summary>
    public long MemoryBytes => MemoryFloor + (TimesFile * Version.SizeBytes);

    /// <summary>Where nothing is yet, and only this user may look.</summary>
    public string NewSocketPath()
    {
        var name = System.IO.Path.GetRandomFileName();
        var folder = System.IO.Path.Combine(Folder, name).Length <= LongestSocketPath ? Folder : System.IO.Path.GetTempPath();
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else if (folder == Folder)
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return System.IO.Path.Combine(folder, name);
    }

    /// <summary>The start.</summary>
    public ProcessStartInfo StartOf(string socketPath) => ForeignProgram.StartOf(Program, WorkerChild.Arguments(this, socketPath));
}
