using ControlPlane.AgentHost.Artifacts;
using ControlPlane.AgentHost.Hosting;

namespace ControlPlane.AgentHost.Inference;

/// <summary>Findings beside the model's file, so that an agent with many models starts without trying each anew.</summary>
internal static class LoadFindingsFile
{
    /// <summary>What is put behind the name of the model's file.</summary>
    public const string Suffix = ".findings";

    /// <summary>Reads and writes it.</summary>
    public static NoteFile<LoadFindings> Note { get; } = new(Suffix, AgentJsonContext.Default.LoadFindings);
}
