using System.Text.Json;
using ControlPlane.AgentHost.Artifacts;
using ControlPlane.AgentHost.Hosting;

namespace ControlPlane.AgentHost.Inference;

/// <summary>
/// Remembers findings beside the model's file, which never changes under its name, so that an agent with many models starts without trying each anew.
/// A note that cannot be read or written costs a trial, nothing else. Stateless.
/// </summary>
internal static class LoadFindingsFile
{
    /// <summary>What is put behind the name of the model's file.</summary>
    public const string Suffix = ".findings";

    private const int Longest = 1_024;

    /// <summary>Null when nothing readable is there.</summary>
    public static LoadFindings? Read(IDisk disk, string modelPath)
    {
        try
        {
            var content = DurableFile.ReadAll(disk, modelPath + Suffix, Longest);
            return content is null ? null : JsonSerializer.Deserialize(content, AgentJsonContext.Default.LoadFindings);
        }
        catch (Exception e) when (e is JsonException || DiskErrors.IsDisk(e))
        {
            return null;
        }
    }

    /// <summary>Notes them for the next start.</summary>
    public static void Write(IDisk disk, string modelPath, LoadFindings findings)
    {
        try
        {
            DurableFile.Replace(disk, modelPath + Suffix, JsonSerializer.SerializeToUtf8Bytes(findings, AgentJsonContext.Default.LoadFindings));
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            // A full or read-only disk: the model serves nevertheless.
        }
    }
}
