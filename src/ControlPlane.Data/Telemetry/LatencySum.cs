using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.Data.Telemetry;

/// <summary>Latencies of many sketches in unfolded bins, while they are being added up. Mutable, not thread-safe.</summary>
internal sealed class LatencySum
{
    private readonly long[] _bins = new long[LatencySketch.BinCount];

    /// <summary>Adds <paramref name="sign"/> times a sketch in compact form; null stands for empty.</summary>
    public void Add(byte[]? sketch, int sign)
    {
        var reader = new SketchReader(sketch);
        while (reader.Next(out var bin, out var count))
            _bins[bin] += sign * count;
    }

    /// <summary>Adds everything another holds.</summary>
    public void Add(LatencySum other)
    {
        for (var bin = 0; bin < _bins.Length; bin++)
            _bins[bin] += other._bins[bin];
    }

    /// <summary>A stored sketch and this; null when both are empty.</summary>
    public byte[]? AddedTo(byte[]? stored)
    {
        Add(stored, 1);
        return SparseSketch.Write(_bins) is { Length: > 0 } sketch ? sketch : null;
    }
}
