namespace ControlPlane.Data.Telemetry;

/// <summary>How far the delivery of one boot of one agent is.</summary>
internal sealed class TelemetryBoot
{
    public required string AgentId { get; init; }

    public required string BootId { get; init; }

    /// <summary>Every bucket that starts before it has been committed. Never falls.</summary>
    public long Watermark { get; set; }

    /// <summary>Highest sequence seen.</summary>
    public long LastSequence { get; set; }

    public DateTimeOffset LastBatchAt { get; set; }

    /// <summary>Copies that came after their row was purged.</summary>
    public long LateDuplicates { get; set; }
}
