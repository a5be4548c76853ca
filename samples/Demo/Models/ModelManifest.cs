using System.Text.Json;

namespace ControlPlane.Demo.Models;

/// <summary>What lies in a folder of demo models, kept as manifest.json beside them.</summary>
public sealed record ModelManifest(int GeneratorVersion, int Seed, IReadOnlyList<ModelManifestEntry> Models)
{
    public const string FileName = "manifest.json";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    public string ToJson() => JsonSerializer.Serialize(this, Options) + "\n";

    /// <summary>Null when the text is not a manifest.</summary>
    public static ModelManifest? Parse(string json)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<ModelManifest>(json, Options);
            return manifest?.Models is null ? null : manifest;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
