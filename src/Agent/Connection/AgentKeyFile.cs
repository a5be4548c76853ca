using System.Security.Cryptography;
using System.Text;
using ControlPlane.AgentHost.Artifacts;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Connection;

/// <summary>The file of the agent's key pair; only its owner may read it. Stateless.</summary>
internal static class AgentKeyFile
{
    /// <summary>Its name in the data folder.</summary>
    public const string Name = "agent-key.pem";

    private const int MaximumBytes = 16 * 1024;

    /// <summary>The pair that is kept, or a new one that is kept from now on.</summary>
    /// <returns>Refusal: <c>key_unreadable</c>.</returns>
    public static Outcome<AgentKey> LoadOrCreate(IDisk disk, string dataFolder)
    {
        var path = Path.Combine(dataFolder, Name);
        try
        {
            if (disk.LengthOf(path) is not null)
                return AgentKey.Read(Encoding.ASCII.GetString(DurableFile.ReadAll(disk, path, MaximumBytes) ?? throw new IOException("It is too long.")));

            var key = AgentKey.Create();
            disk.CreateFolder(dataFolder);
            DurableFile.Replace(disk, path, Encoding.ASCII.GetBytes(key.Write()));
            return key;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException || DiskErrors.IsDisk(e))
        {
            return Refusal.OfField("key_unreadable", path, e.Message, "restore it from a copy, or empty the data folder and start once more with a new join token");
        }
    }
}
