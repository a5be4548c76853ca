namespace ControlPlane.Demo.Users;

/// <summary>
/// Lets the users act as planned: sends what is due whether or not earlier calls were answered, and tells the truth when it is known.
/// Everything that waits is bounded; what does not fit is left out and counted.
/// </summary>
public sealed class UserTraffic(
    TrafficOptions options, CallPlan plan, AgentClient client, TrafficCounters counters, TrafficClock clock, TimeProvider time)
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(10);

    private readonly FeedbackQueue _feedback = new(options.MostPendingFeedback);
    private readonly WorkInFlight _inFlight = new(options.MostInFlight);

    /// <summary>Identifiers must differ between runs with the same seed, because the service takes a truth once per identifier.</summary>
    private readonly string _run = $"{options.Seed:x}-{time.GetUtcNow().ToUnixTimeMilliseconds():x}";

    /// <summary>Acts until cancelled; calls under way are given up then.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TickInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
                Tick(cancellationToken);
        }
        finally
        {
            await _inFlight.EndAsync();
        }
    }

    /// <summary>Begins everything that is due now; one tick at a time.</summary>
    public void Tick(CancellationToken cancellationToken)
    {
        _inFlight.Sweep();
        var now = clock.Elapsed;
        while (plan.Next.Due <= now)
            Begin(plan.Take(), now, cancellationToken);

        while (!_inFlight.IsFull && _feedback.TakeDue(now) is { } feedback)
            _inFlight.Add(TellAsync(feedback, cancellationToken));
    }

    public TrafficSummary Summarise() => counters.Summarise(clock.Elapsed, _feedback.Count);

    private void Begin(PlannedCall call, TimeSpan now, CancellationToken cancellationToken)
    {
        var endpoint = counters.Of(call.Request.Endpoint);
        if (_inFlight.IsFull || now - call.Due > options.LongestLateness)
        {
            endpoint.Skipped();
            return;
        }

        endpoint.Sent();
        _inFlight.Add(CallAsync(call, endpoint, cancellationToken));
    }

    private async Task CallAsync(PlannedCall call, EndpointCounters endpoint, CancellationToken cancellationToken)
    {
        var answer = await client.InferAsync(call.User, call.Request, $"{_run}-{call.Number}", cancellationToken);
        if (answer is not { IsSuccess: true })
        {
            endpoint.Failed();
            return;
        }

        endpoint.Succeeded(answer.Version);
        if (call.FeedbackDelay is not { } delay || answer.FeedbackToken is not { } token)
            return;

        if (!_feedback.TryAdd(new Feedback(call.Request.Endpoint, token, call.Request.Truth), clock.Elapsed + delay))
            counters.FeedbackForgotten();
    }

    private async Task TellAsync(Feedback feedback, CancellationToken cancellationToken)
    {
        if (await client.TellAsync(feedback, cancellationToken))
            counters.Of(feedback.Endpoint).FeedbackTold();
        else
            counters.FeedbackFailed();
    }
}
