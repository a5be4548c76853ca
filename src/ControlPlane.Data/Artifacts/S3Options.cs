using System.ComponentModel.DataAnnotations;

namespace ControlPlane.Data.Artifacts;

/// <summary>A store of model files that speaks S3: Amazon's, MinIO, Ceph and the like.</summary>
public sealed class S3Options : IValidatableObject
{
    /// <summary>Address of the store; null means Amazon's of <see cref="Region"/>.</summary>
    public string? Endpoint { get; set; }

    /// <summary>The bucket, which must exist; null means that no S3 store is used.</summary>
    public string? Bucket { get; set; }

    /// <summary>What every key begins with, such as <c>models/</c>.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>Region that requests are signed for.</summary>
    public string Region { get; set; } = "us-east-1";

    /// <summary>Whether the bucket stands in the path rather than in the host name.</summary>
    public bool IsPathStyle { get; set; } = true;

    /// <summary>Longest time without a byte moving; then the store counts as unreachable.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Access key; null means the environment's <c>AWS_ACCESS_KEY_ID</c>. Never logged.</summary>
    public string? AccessKey { get; set; }

    /// <summary>Secret key; null means the environment's <c>AWS_SECRET_ACCESS_KEY</c>. Never logged.</summary>
    public string? SecretKey { get; set; }

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Endpoint is not null && !(Uri.TryCreate(Endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            yield return new ValidationResult("is no address such as http://127.0.0.1:9000", [nameof(Endpoint)]);
        if (AccessKey is null != SecretKey is null)
            yield return new ValidationResult("is given without the other half", [AccessKey is null ? nameof(SecretKey) : nameof(AccessKey)]);
        if (Bucket is not null && AccessKey is null && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID")))
            yield return new ValidationResult("is missing, and AWS_ACCESS_KEY_ID is not set", [nameof(AccessKey)]);
        if (Patience <= TimeSpan.Zero)
            yield return new ValidationResult("is not longer than 0", [nameof(Patience)]);
    }
}
