using System.Text.Json;
using ControlPlane.AgentHost.Artifacts;
using ControlPlane.AgentHost.Hosting;
using ControlPlane.Contracts.Feedback;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Connection;

/// <summary>The file that keeps who this agent is; only its owner may read it. Stateless.</summary>
internal static class IdentityFile
{
    /// <summary>Its name in the data folder.</summary>
    public const string Name = "identity.json";

    private const int MaximumBytes = 64 * 1024;

    /// <summary>Reads the identity; null when the agent has none yet.</summary>
    /// <returns>Refusal: <c>identity_unreadable</c>.</returns>
    public static Outcome<IdentityLookup> Load(IDisk disk, string dataFolder)
    {
        var path = Path.Combine(dataFolder, Name);
        try
        {
            if (disk.LengthOf(path) is null)
                return new IdentityLookup(null);

            var content = DurableFile.ReadAll(disk, path, MaximumBytes);
            var read = content is null ? null : JsonSerializer.Deserialize(content, AgentJsonContext.Default.IdentityDocument);
            return read is { Pool: not null, Membership.FeedbackKey.Length: FeedbackTokenCodec.KeyLength } document
                ? new IdentityLookup(document)
                : Unreadable(path, "it holds no identity");
        }
        catch (Exception e) when (e is JsonException || DiskErrors.IsDisk(e))
        {
            return Unreadable(path, e.Message);
        }
    }

    /// <summary>Keeps the identity, whole or not at all.</summary>
    public static void Save(IDisk disk, string dataFolder, IdentityDocument document)
    {
        disk.CreateFolder(dataFolder);
        DurableFile.Replace(
            disk, Path.Combine(dataFolder, Name), JsonSerializer.SerializeToUtf8Bytes(document, AgentJsonContext.Default.IdentityDocument));
    }

    private static Refusal Unreadable(string path, string why) => Refusal.OfField(
        "identity_unreadable", path, why, "restore it from a copy, or remove it and start once more with a new join token");
}
