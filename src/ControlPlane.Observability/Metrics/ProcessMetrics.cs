using System.Diagnostics;
using static ControlPlane.Observability.Metrics.MetricDefinition;

namespace ControlPlane.Observability.Metrics;

/// <summary>Figures of the process itself, under the names that client libraries of Prometheus use. Stateless.</summary>
public static class ProcessMetrics
{
    private static readonly MetricDefinition Processor = Counter("process_cpu_seconds_total", "Processor time of the process, user and system.");
    private static readonly MetricDefinition Resident = Gauge("process_resident_memory_bytes", "Memory of the process in RAM.");
    private static readonly MetricDefinition Started = Gauge("process_start_time_seconds", "When the process began, in Unix time.");
    private static readonly MetricDefinition Threads = Gauge("process_threads", "Threads of the process.");
    private static readonly MetricDefinition Heap = Gauge("dotnet_gc_heap_bytes", "Managed memory after the last collection.");
    private static readonly MetricDefinition Collections = Counter("dotnet_gc_collections_total", "Garbage collections by generation.", "generation");

    /// <summary>Every metric of it.</summary>
    public static IReadOnlyList<MetricDefinition> All { get; } = [Processor, Resident, Started, Threads, Heap, Collections];

    /// <summary>Writes them.</summary>
    public static void Write(ExpositionPage page)
    {
        using var process = Process.GetCurrentProcess();
        page.Write(Processor, process.TotalProcessorTime.TotalSeconds);
        page.Write(Resident, process.WorkingSet64);
        page.Write(Started, (process.StartTime.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds);
        page.Write(Threads, process.Threads.Count);
        page.Write(Heap, GC.GetGCMemoryInfo().HeapSizeBytes);
        page.Begin(Collections);
        for (var generation = 0; generation <= GC.MaxGeneration; generation++)
            page.Add(GC.CollectionCount(generation), $"{generation}");
    }
}
