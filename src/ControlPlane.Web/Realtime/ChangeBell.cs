namespace ControlPlane.Web.Realtime;

/// <summary>
/// Tells screens and streams of this process that something changed, never what: they ask again.
/// Ringing never waits for a listener. While a listener's callback runs, any number of further rings become one more call.
/// A singleton, thread-safe.
/// </summary>
public sealed partial class ChangeBell(ILogger<ChangeBell> logger)
{
    private readonly Lock _gate = new();
    private BellSubscription[] _subscriptions = [];

    /// <summary>How many subscriptions are alive; tests count them.</summary>
    public int SubscriptionCount => Volatile.Read(ref _subscriptions).Length;

    /// <summary>Calls back after changes until the result is disposed.</summary>
    /// <param name="topic">What to hear about.</param>
    /// <param name="key">Only changes of this one thing; null for all of the topic.</param>
    /// <param name="onRing">Called on a pool thread, never twice at a time. What it throws is logged.</param>
    public IDisposable Subscribe(ChangeTopic topic, string? key, Func<Task> onRing)
    {
        var subscription = new BellSubscription(this, topic, key, onRing);
        lock (_gate)
            _subscriptions = [.. _subscriptions, subscription];
        return subscription;
    }

    /// <summary>Something changed.</summary>
    /// <param name="topic">Of what kind.</param>
    /// <param name="key">Which one; null when any or all may have.</param>
    public void Ring(ChangeTopic topic, string? key)
    {
        foreach (var subscription in Volatile.Read(ref _subscriptions))
        {
            if (subscription.Hears(topic, key))
                subscription.Schedule();
        }
    }

    internal void Remove(BellSubscription subscription)
    {
        lock (_gate)
            _subscriptions = [.. _subscriptions.Where(s => s != subscription)];
    }

    internal void ReportFailure(ChangeTopic topic, Exception exception) => LogListenerFailed(topic, exception);

    [LoggerMessage(1900, LogLevel.Error, "A listener to changes of {Topic} failed; it stays subscribed.")]
    private partial void LogListenerFailed(ChangeTopic topic, Exception exception);
}
