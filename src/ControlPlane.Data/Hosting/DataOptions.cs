using System.ComponentModel.DataAnnotations;
using ControlPlane.Data.Artifacts;
using ControlPlane.Data.Backups;
using ControlPlane.Data.Providers.Postgres;
using ControlPlane.Data.Replicas;
using ControlPlane.Data.Telemetry;

namespace ControlPlane.Data.Hosting;

/// <summary>Where and how long data is kept.</summary>
public sealed class DataOptions : IValidatableObject
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Data";

    /// <summary>Largest model file unless told otherwise, bytes: 2 GB, protobuf's own limit.</summary>
    public const long DefaultArtifactLimit = 2_147_483_647;

    /// <summary>Folder of databases and model files; made when it is absent, readable by its owner only.</summary>
    [Required]
    public string Folder { get; set; } = "data";

    /// <summary>
    /// Where a PostgreSQL database is, as <c>postgres://user:password@host/name</c> or as keys and values; a secret. Null keeps both databases in files of
    /// <see cref="Folder"/>, which one process at a time can use.
    /// </summary>
    public string? Database { get; set; }

    /// <summary>Folder of model files; null means <c>artifacts</c> below <see cref="Folder"/>. Replicas share one.</summary>
    public string? ArtifactFolder { get; set; }

    /// <summary>Largest model file in bytes.</summary>
    [Range(1, DefaultArtifactLimit)]
    public long ArtifactLimit { get; set; } = DefaultArtifactLimit;

    /// <summary>A store that speaks S3, in place of the folder of model files once it has a bucket.</summary>
    public S3Options S3 { get; set; } = new();

    /// <summary>How long measurements are kept.</summary>
    public SeriesRetention Retention { get; set; } = new();

    /// <summary>Copies of the databases.</summary>
    public BackupOptions Backup { get; set; } = new();

    /// <summary>Several control planes on one PostgreSQL database.</summary>
    public ReplicaOptions Replica { get; set; } = new();

    /// <summary>Lets a control plane start that has lost the keys by which it signs tables, with a new one that no agent trusts: each has to join anew.</summary>
    public bool AllowNewSigningKey { get; set; }

    /// <summary>Whether the databases are on PostgreSQL.</summary>
    public bool IsPostgres => !string.IsNullOrWhiteSpace(Database);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsPostgres && PostgresAddress.Read(Database!, out var problem) is null)
            yield return new ValidationResult(problem, [nameof(Database)]);
    }
}
