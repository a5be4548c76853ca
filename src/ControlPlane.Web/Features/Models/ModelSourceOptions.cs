using System.ComponentModel.DataAnnotations;

namespace ControlPlane.Web.Features.Models;

/// <summary>Folders of this machine that versions come from.</summary>
public sealed class ModelSourceOptions : IValidatableObject
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "ModelSources";

    /// <summary>Folder with one folder per model; each new ONNX file or MLflow folder in it becomes a version. Null watches nothing.</summary>
    public string? WatchFolder { get; set; }

    /// <summary>How often it is looked at. What did not change between two looks is taken, so that nothing half-written is.</summary>
    public TimeSpan WatchPeriod { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Folder below which files may be imported by their path. Null allows none.</summary>
    public string? ImportFolder { get; set; }

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, folder) in ((string, string?)[])[(nameof(WatchFolder), WatchFolder), (nameof(ImportFolder), ImportFolder)])
        {
            if (folder is not null && !Directory.Exists(folder))
                yield return new ValidationResult($"'{folder}' is no folder that can be read", [name]);
        }

        if (WatchPeriod < TimeSpan.FromMilliseconds(100) || WatchPeriod > TimeSpan.FromHours(1))
            yield return new ValidationResult($"'{WatchPeriod}' is not between 0.1 s and 1 h", [nameof(WatchPeriod)]);
    }
}
