using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Mlflow;

/// <summary>A folder as MLflow writes it: <c>MLmodel</c>, and the ONNX file that it names. Immutable.</summary>
/// <param name="Model">What <c>MLmodel</c> says.</param>
/// <param name="OnnxFile">Full path of the ONNX file.</param>
public sealed record MlflowFolder(MlflowModel Model, string OnnxFile)
{
    /// <summary>Whether a folder is one.</summary>
    public static bool IsOne(string folder) => File.Exists(Path.Combine(folder, MlmodelReader.FileName));

    /// <summary>Reads a folder.</summary>
    /// <returns>Refusal: <see cref="MlflowRefusals.Invalid"/>.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static async Task<Outcome<MlflowFolder>> ReadAsync(string folder, CancellationToken cancellation)
    {
        var file = new FileInfo(Path.Combine(folder, MlmodelReader.FileName));
        if (!file.Exists)
            return MlmodelReader.Invalid(MlmodelReader.FileName, $"is not in {folder}", "name a folder that MLflow wrote");
        if (file.Length > 4 * MlmodelReader.MaximumLength)
            return MlmodelReader.Invalid(MlmodelReader.FileName, $"has {file.Length} bytes", $"write at most {MlmodelReader.MaximumLength} characters");
        return MlmodelReader.Read(await File.ReadAllTextAsync(file.FullName, cancellation)).Then(model => Locate(Path.GetFullPath(folder), model));
    }

    // A model must not name a file of somebody else, be it by dots, by a root or by a link.
    private static Outcome<MlflowFolder> Locate(string folder, MlflowModel model)
    {
        var path = Path.GetFullPath(Path.Combine(folder, model.Data));
        if (!path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            return MlmodelReader.Invalid("flavors.onnx.data", $"is '{model.Data}', which lies outside of the folder", "name a file below it");
        if (!File.Exists(path))
            return MlmodelReader.Invalid("flavors.onnx.data", $"is '{model.Data}', which is not there", "copy the whole folder");
        for (FileSystemInfo? at = new FileInfo(path); at is not null && at.FullName.Length > folder.Length; at = (at as FileInfo)?.Directory ?? (at as DirectoryInfo)?.Parent)
        {
            if (at.LinkTarget is not null)
                return MlmodelReader.Invalid("flavors.onnx.data", $"is '{model.Data}', which goes through a link", "copy the file itself");
        }

        return new MlflowFolder(model, path);
    }
}
