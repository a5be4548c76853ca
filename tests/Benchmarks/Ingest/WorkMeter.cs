using System.Diagnostics;

namespace ControlPlane.Benchmarks.Ingest;

/// <summary>Adds up real and processor time between starts and stops. Mutable, not thread-safe.</summary>
internal sealed class WorkMeter
{
    private readonly Stopwatch _watch = new();
    private TimeSpan _processorAtStart;

    public TimeSpan Elapsed => _watch.Elapsed;

    public TimeSpan Processor { get; private set; }

    public void Start()
    {
        _processorAtStart = Environment.CpuUsage.TotalTime;
        _watch.Start();
    }

    public void Stop()
    {
        _watch.Stop();
        Processor += Environment.CpuUsage.TotalTime - _processorAtStart;
    }
}
