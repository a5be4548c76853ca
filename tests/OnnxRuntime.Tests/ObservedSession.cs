namespace ControlPlane.OnnxRuntime.Tests;

/// <summary>A session that says when a run of it is under way, from within that run; ONNX Runtime logs the beginning of runs that have a tag.</summary>
internal sealed class ObservedSession : IDisposable
{
    private static int _count;

    private readonly string _logId = $"observed-{Interlocked.Increment(ref _count)}-";

    public ObservedSession(byte[] model)
    {
        using var options = new SessionOptions
        {
            LogId = _logId,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_INFO,
            IntraOpNumThreads = 1,
        };
        Session = new InferenceSession(model, options);
        LogCapture.Listen(_logId, Hear);
    }

    public InferenceSession Session { get; }

    /// <summary>Options of a run that is to be heard.</summary>
    public static RunOptions Tagged() => new() { LogId = "observed" };

    /// <summary>Called on the thread that runs, inside ONNX Runtime, before the first node.</summary>
    public Action? OnRunBegins { get; set; }

    public void Dispose()
    {
        LogCapture.Stop(_logId);
        Session.Dispose();
    }

    private void Hear(LogLine line)
    {
        if (line.Message.Contains("Running with tag", StringComparison.Ordinal))
            OnRunBegins?.Invoke();
    }
}
