using ControlPlane.Demo.Models;

namespace ControlPlane.Demo.Users;

/// <summary>Counts of everything the users did; safe to use from many threads.</summary>
/// <param name="scenes">Endpoints beside pets and fraud.</param>
public sealed class TrafficCounters(IReadOnlyList<string> scenes)
{
    private readonly SortedDictionary<string, EndpointCounters> _endpoints =
        new(((string[])[PetsModels.Name, FraudModels.Name, .. scenes]).ToDictionary(name => name, _ => new EndpointCounters(), StringComparer.Ordinal), StringComparer.Ordinal);

    private long _failedAttempts;
    private long _feedbackFailed;
    private long _feedbackForgotten;

    public EndpointCounters Of(string endpoint) => _endpoints[endpoint];

    /// <summary>One agent could not be reached; another may have answered.</summary>
    public void AttemptFailed() => Interlocked.Increment(ref _failedAttempts);

    /// <summary>No agent took the truth.</summary>
    public void FeedbackFailed() => Interlocked.Increment(ref _feedbackFailed);

    /// <summary>The queue had no room for the truth.</summary>
    public void FeedbackForgotten() => Interlocked.Increment(ref _feedbackForgotten);

    public TrafficSummary Summarise(TimeSpan elapsed, int feedbackPending) => new(
        Math.Round(elapsed.TotalSeconds, 1),
        Interlocked.Read(ref _failedAttempts),
        Interlocked.Read(ref _feedbackFailed),
        Interlocked.Read(ref _feedbackForgotten),
        feedbackPending,
        _endpoints.ToDictionary(entry => entry.Key, entry => entry.Value.Summarise()));
}
