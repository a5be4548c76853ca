using System.ComponentModel.DataAnnotations;

namespace ControlPlane.Data.Artifacts;

/// <summary>Where model files lie: in a folder, or in a store that speaks S3.</summary>
public sealed class ArtifactOptions : IValidatableObject
{
    /// <summary>Folder of model files; null means below the data folder.</summary>
    public string? Folder { get; set; }

    /// <summary>The S3 store; used once it has a bucket.</summary>
    public S3Options S3 { get; set; } = new();

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Folder is not null && S3.Bucket is not null)
            yield return new ValidationResult("has both a folder and a bucket; name one", [nameof(Folder)]);
    }
}
