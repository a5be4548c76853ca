using System.ComponentModel.DataAnnotations;

namespace ControlPlane.Data.Replicas;

/// <summary>How several control planes share one PostgreSQL database.</summary>
public sealed class ReplicaOptions
{
    /// <summary>How long a leader may be silent unless told otherwise.</summary>
    public static readonly TimeSpan DefaultLease = TimeSpan.FromSeconds(15);

    /// <summary>Name of this process among the replicas; null means machine and process number. It is part of a folder's name.</summary>
    [RegularExpression("[A-Za-z0-9._-]{1,100}", ErrorMessage = "is no name of letters, digits, dots, hyphens and underscores")]
    public string? Name { get; set; }

    /// <summary>How long a leader may be silent before another replica leads; it renews three times as often.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Lease { get; set; } = DefaultLease;

    /// <summary>How often a replica looks what the others committed, should their notice be lost.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:10")]
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(1);
}
