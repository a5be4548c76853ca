using System.Text.Json;

namespace ControlPlane.Web.Hosting.Demo;

/// <summary>What the generator of the demo's models wrote beside them; members that do not matter here are left out. Immutable.</summary>
/// <param name="Models">The files.</param>
internal sealed record DemoManifest(IReadOnlyList<DemoManifestEntry> Models)
{
    private const string FileName = "manifest.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Reads the manifest of a folder.</summary>
    public static async Task<DemoManifest> ReadAsync(string folder, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(Path.Combine(folder, FileName));
        return await JsonSerializer.DeserializeAsync<DemoManifest>(file, Json, cancellation)
            ?? throw new InvalidDataException($"{FileName} in {folder} is empty.");
    }
}
