using System.ComponentModel.DataAnnotations;
using ControlPlane.Data.Artifacts;
using ControlPlane.Data.Backups;
using ControlPlane.Data.Telemetry;

namespace ControlPlane.Data.Hosting;

/// <summary>Where and how long data is kept.</summary>
public sealed class DataOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Data";

    /// <summary>Largest model file unless told otherwise, bytes: 2 GB, protobuf's own limit.</summary>
    public const long DefaultArtifactLimit = 2_147_483_647;

    /// <summary>Folder of databases and model files; made when it is absent, readable by its owner only.</summary>
    [Required]
    public string Folder { get; set; } = "data";

    /// <summary>Largest model file in bytes.</summary>
    [Range(1, DefaultArtifactLimit)]
    public long ArtifactLimit { get; set; } = DefaultArtifactLimit;

    /// <summary>Where model files lie.</summary>
    public ArtifactOptions Artifacts { get; set; } = new();

    /// <summary>How long measurements are kept.</summary>
    public SeriesRetention Retention { get; set; } = new();

    /// <summary>Copies of the databases.</summary>
    public BackupOptions Backup { get; set; } = new();
}
