using System.Collections.Concurrent;

namespace ControlPlane.Demo.Users;

/// <summary>Counts for one endpoint; safe to use from many threads.</summary>
public sealed class EndpointCounters
{
    /// <summary>Versions counted apart; what an agent says beyond that is counted together, so that nonsense cannot fill memory.</summary>
    private const int MostVersions = 50;

    private readonly ConcurrentDictionary<string, long> _answersByVersion = new();
    private long _sent;
    private long _succeeded;
    private long _failed;
    private long _skipped;
    private long _feedback;

    public void Sent() => Interlocked.Increment(ref _sent);

    public void Skipped() => Interlocked.Increment(ref _skipped);

    public void Failed() => Interlocked.Increment(ref _failed);

    /// <summary>Null when the answer did not name a version.</summary>
    public void Succeeded(string? version)
    {
        Interlocked.Increment(ref _succeeded);
        var key = version ?? "unnamed";
        if (_answersByVersion.Count >= MostVersions && !_answersByVersion.ContainsKey(key))
            key = "others";

        _answersByVersion.AddOrUpdate(key, 1, static (_, count) => count + 1);
    }

    public void FeedbackTold() => Interlocked.Increment(ref _feedback);

    public EndpointSummary Summarise() => new(
        Interlocked.Read(ref _sent),
        Interlocked.Read(ref _succeeded),
        Interlocked.Read(ref _failed),
        Interlocked.Read(ref _skipped),
        Interlocked.Read(ref _feedback),
        new SortedDictionary<string, long>(_answersByVersion, StringComparer.Ordinal));
}
