using ControlPlane.AgentHost.Artifacts;
using ControlPlane.AgentHost.Hosting;

namespace ControlPlane.AgentHost.Vetting;

/// <summary>The verdict beside the model's file: each file is tried once per runtime, also one that crashed it.</summary>
internal static class VettingFile
{
    /// <summary>What is put behind the name of the model's file.</summary>
    public const string Suffix = ".verdict";

    /// <summary>Reads and writes it.</summary>
    public static NoteFile<VettingVerdict> Note { get; } = new(Suffix, AgentJsonContext.Default.VettingVerdict);
}
