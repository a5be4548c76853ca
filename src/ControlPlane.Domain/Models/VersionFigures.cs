using ControlPlane.Domain.Analysis.Proportions;

namespace ControlPlane.Domain.Models;

/// <summary>What one version costs and how good it is, as far as it was measured; what was not is null. Immutable.</summary>
public sealed record VersionFigures
{
    /// <summary>Requests that a p99 needs before it means anything: fewer have no upper limit at 95 % confidence.</summary>
    public const long LeastForP99 = 368;

    /// <summary>Version number.</summary>
    public required int Number { get; init; }

    /// <summary>Bytes of the file.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>Time to load and warm up, milliseconds, the median over agents that hold it.</summary>
    public double? LoadMilliseconds { get; init; }

    /// <summary>Memory that loading it took, bytes, the median over agents that hold it.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Agents that hold it.</summary>
    public int Agents { get; init; }

    /// <summary>Requests and copies it was asked in the window.</summary>
    public long Requests { get; init; }

    /// <summary>Median latency, milliseconds.</summary>
    public double? LatencyP50 { get; init; }

    /// <summary>99th percentile of latency, milliseconds; null below <see cref="LeastForP99"/> requests.</summary>
    public double? LatencyP99 { get; init; }

    /// <summary>Processor time inside the model for 1,000 predictions, milliseconds.</summary>
    public double? CpuPerThousand { get; init; }

    /// <summary>Answers that were the true label.</summary>
    public ProportionSample? Right { get; init; }
}
