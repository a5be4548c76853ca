using System.ComponentModel.DataAnnotations;

namespace ControlPlane.Data.Backups;

/// <summary>How often the databases are copied, where to, and how many copies are kept.</summary>
public sealed class BackupOptions
{
    /// <summary>Fifteen minutes: what is lost at most when both disk and database are.</summary>
    public static readonly TimeSpan DefaultPeriod = TimeSpan.FromMinutes(15);

    /// <summary>Copies that are kept unless told otherwise.</summary>
    public const int DefaultKeep = 8;

    /// <summary>Time between two copies; zero makes none by itself.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan Period { get; set; } = DefaultPeriod;

    /// <summary>Sound copies that are kept; the oldest go.</summary>
    [Range(1, 1_000)]
    public int Keep { get; set; } = DefaultKeep;

    /// <summary>Folder of the copies; null means <c>backups</c> below the data folder. Another disk is better.</summary>
    public string? Folder { get; set; }
}
