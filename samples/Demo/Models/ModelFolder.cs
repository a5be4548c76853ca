using System.Security.Cryptography;
using System.Text;

namespace ControlPlane.Demo.Models;

/// <summary>A folder with the demo's model files and their manifest.</summary>
public sealed class ModelFolder(string path)
{
    private string ManifestPath => Path.Combine(path, ModelManifest.FileName);

    /// <summary>The manifest, when it is of this generator and seed and every file is as it says; otherwise null.</summary>
    public ModelManifest? FindComplete(int seed)
    {
        if (!File.Exists(ManifestPath))
            return null;

        var manifest = ModelManifest.Parse(File.ReadAllText(ManifestPath));
        var isCurrent = manifest is { GeneratorVersion: ModelSet.GeneratorVersion } && manifest.Seed == seed;
        return isCurrent && manifest!.Models.All(IsIntact) ? manifest : null;
    }

    /// <summary>Writes every file whole or not at all; the manifest comes last, so that a manifest stands for a complete folder.</summary>
    public ModelManifest Write(ModelSet set)
    {
        Directory.CreateDirectory(path);
        File.Delete(ManifestPath);
        var manifest = new ModelManifest(ModelSet.GeneratorVersion, set.Seed, [.. set.Models.Select(Write)]);
        Replace(ManifestPath, Encoding.UTF8.GetBytes(manifest.ToJson()));
        return manifest;
    }

    private ModelManifestEntry Write(DemoModel model)
    {
        var bytes = model.ToOnnx();
        Replace(Path.Combine(path, model.FileName), bytes);
        return new ModelManifestEntry(
            model.FileName,
            model.Name,
            model.Version,
            model.Description,
            model.ClassNames,
            model.PositiveClass,
            Convert.ToHexStringLower(SHA256.HashData(bytes)),
            model.HeldOut,
            model.Measures.ToDictionary(measure => measure.Key, measure => Math.Round(measure.Value, 4)));
    }

    private bool IsIntact(ModelManifestEntry entry)
    {
        var file = Path.Combine(path, entry.File);
        return File.Exists(file) && Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))) == entry.Sha256;
    }

    private static void Replace(string file, byte[] bytes)
    {
        var temporary = file + ".part";
        File.WriteAllBytes(temporary, bytes);
        File.Move(temporary, file, overwrite: true);
    }
}
