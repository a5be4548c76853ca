using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Guards;

/// <summary>
/// What guards judge of one variant over some span. A request that was rejected or shed says nothing about the variant and is not counted.
/// Mutable, not thread-safe.
/// </summary>
internal sealed class GuardCounts
{
    /// <summary>Requests that the variant answered or failed.</summary>
    public long Requests { get; private set; }

    /// <summary>Requests that it failed, for whatever reason but the caller's.</summary>
    public long Failed { get; private set; }

    /// <summary>Failed requests whose deadline passed.</summary>
    public long TimedOut { get; private set; }

    /// <summary>Answers with NaN, infinity, or no value where one was due.</summary>
    public long Invalid { get; private set; }

    /// <summary>Answered requests.</summary>
    public long Answered => Requests - Failed;

    /// <summary>Latencies of answered requests.</summary>
    public long[] LatencyBins { get; } = new long[LatencySketch.BinCount];

    /// <summary>Adds what a recorder's stripe holds.</summary>
    public void Add(VariantCounts counts)
    {
        var callers = counts.Errors[(int)ErrorClass.Rejected] + counts.Errors[(int)ErrorClass.Shed];
        Requests += counts.Requests - callers;
        Failed += counts.Errors.Sum() - callers;
        TimedOut += counts.Errors[(int)ErrorClass.Timeout];
        Invalid += counts.Invalid;
        counts.AddLatenciesTo(LatencyBins);
    }

    /// <summary>Adds other counts so many times: once, or −1 times to take them away.</summary>
    public void Add(GuardCounts other, int times = 1)
    {
        Requests += times * other.Requests;
        Failed += times * other.Failed;
        TimedOut += times * other.TimedOut;
        Invalid += times * other.Invalid;
        for (var bin = 0; bin < LatencyBins.Length; bin++)
            LatencyBins[bin] += times * other.LatencyBins[bin];
    }

    /// <summary>Starts from zero.</summary>
    public void Clear()
    {
        Requests = Failed = TimedOut = Invalid = 0;
        Array.Clear(LatencyBins);
    }

    /// <summary>The latency below which a share of the answered requests lies, milliseconds; 0 when none was answered.</summary>
    public double LatencyQuantile(double share)
    {
        var sketch = new LatencySketch();
        for (var bin = 0; bin < LatencyBins.Length; bin++)
            sketch.AddToBin(bin, LatencyBins[bin]);
        return sketch.Quantile(share) ?? 0;
    }
}
