using ControlPlane.Contracts.Routing;
using ControlPlane.OnnxRuntime;
using SessionOptions = ControlPlane.OnnxRuntime.SessionOptions;

namespace ControlPlane.AgentHost.Inference;

/// <summary>
/// The sessions of one model, alike, at least one. Runs of one session get in each other's way where runs are short, so that such a model may have several.
/// Grows only while it is loaded; then immutable and thread-safe.
/// </summary>
internal sealed class ModelSessions : IDisposable
{
    private readonly List<InferenceSession> _sessions = [];
    private readonly string _path;
    private readonly PreparedVersion _version;
    private readonly int _threads;

    /// <summary>The first session.</summary>
    /// <exception cref="OrtException">The runtime cannot load the file.</exception>
    public ModelSessions(string path, PreparedVersion version)
    {
        (_path, _version) = (path, version);
        var first = Create(threads: 1);
        Policy = SessionPolicy.Of(first.ModelMetadata.CustomMetadataMap);
        _threads = Policy.Threads;
        if (_threads > 1)
        {
            // What the file says about threads is known only once it is loaded.
            first.Dispose();
            first = Create(_threads);
        }

        _sessions.Add(first);
    }

    /// <summary>What the file says.</summary>
    public SessionPolicy Policy { get; }

    public int Count => _sessions.Count;

    public InferenceSession this[int index] => _sessions[index];

    /// <summary>One more.</summary>
    /// <exception cref="OrtException">The runtime has no memory for it.</exception>
    public void Add() => _sessions.Add(Create(_threads));

    /// <summary>Back to the first one; nothing runs on the others.</summary>
    public void KeepFirst()
    {
        foreach (var other in _sessions.Skip(1))
            other.Dispose();
        _sessions.RemoveRange(1, _sessions.Count - 1);
    }

    public void Dispose()
    {
        foreach (var session in _sessions)
            session.Dispose();
    }

    private InferenceSession Create(int threads)
    {
        // Threads are given explicitly: otherwise the runtime counts the host's cores and pins threads to them, also inside a container.
        // No spinning: an idle agent would burn a core.
        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            AllowSpinning = false,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
            LogId = $"{_version.Model} v{_version.Version}",
        };
        return new InferenceSession(_path, options);
    }
}
