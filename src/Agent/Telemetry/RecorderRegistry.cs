using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Telemetry;

/// <summary>
/// One recorder per variant and routing, so that a table which repeats a routing goes on with the same counts.
/// A recorder that no table uses any more is kept until its last requests have surely ended. Singleton, thread-safe.
/// </summary>
public sealed class RecorderRegistry(TimeProvider time)
{
    /// <summary>How long an unused recorder is still read; longer than any request may take.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

    private readonly Lock _lock = new();
    private readonly Dictionary<VariantKey, Entry> _entries = [];

    /// <summary>The recorder of a variant, made when there is none.</summary>
    public VariantRecorder Find(EndpointRouting routing, VariantRouting variant, OutputReading reading)
    {
        lock (_lock)
        {
            var key = new VariantKey(routing.Name, variant.Name, variant.Version, routing.RouteRevision);
            if (!_entries.TryGetValue(key, out var entry) || !entry.Recorder.Counts(routing))
            {
                entry = new Entry(new VariantRecorder(routing, variant, reading));
                _entries[key] = entry;
            }

            entry.UnusedSince = null;
            return entry.Recorder;
        }
    }

    /// <summary>Says which recorders the table in force uses; the others begin to age.</summary>
    public void SetUsed(IReadOnlySet<VariantRecorder> used)
    {
        lock (_lock)
        {
            foreach (var entry in _entries.Values)
                entry.UnusedSince = used.Contains(entry.Recorder) ? null : entry.UnusedSince ?? time.GetTimestamp();
        }
    }

    /// <summary>Every recorder that may still hold counts; those past their grace are given a last time.</summary>
    internal IReadOnlyList<VariantRecorder> Drainable()
    {
        lock (_lock)
        {
            VariantRecorder[] recorders = [.. _entries.Values.Select(e => e.Recorder)];
            foreach (var (key, entry) in _entries.ToList())
            {
                if (entry.UnusedSince is { } since && time.GetElapsedTime(since) > Grace)
                    _entries.Remove(key);
            }

            return recorders;
        }
    }

    private sealed class Entry(VariantRecorder recorder)
    {
        public VariantRecorder Recorder { get; } = recorder;

        public long? UnusedSince { get; set; }
    }
}
