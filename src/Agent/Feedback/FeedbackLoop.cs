using ControlPlane.AgentHost.Connection;
using ControlPlane.Contracts.Feedback;

namespace ControlPlane.AgentHost.Feedback;

/// <summary>Saves what came and passes it on, every half second; a call that hangs does not hold up saving.</summary>
internal sealed class FeedbackLoop(
    FeedbackQueue queue,
    ControlPlaneContact contact,
    BackoffPolicy backoff,
    TimeProvider time,
    ILogger<FeedbackLoop> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(15);
    private readonly Pause _pause = new(time);
    private int _failures;

    /// <summary>Keeps what came last, when nobody serves any more.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        queue.Save();
    }

    /// <summary>Passes on until nothing waits, something fails, or there is no connection.</summary>
    internal async Task PassOnAsync(CancellationToken cancellationToken)
    {
        while (_pause.IsOver && contact.Session is { } session && queue.Peek() is { Count: > 0 } items)
        {
            var batch = new FeedbackBatch(session.NextFeedbackSequence(), [.. items.Select(q => q.Item)]);
            try
            {
                var receipt = await session.Hub.Feedback(batch).WaitAsync(AnswerTimeout, time, cancellationToken);
                queue.Acknowledge(items);
                _failures = 0;
                if (receipt.Rejected > 0)
                    logger.FeedbackRejected(receipt.Rejected);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                _pause.Begin(backoff.DelayOf(_failures++));
                logger.FeedbackDelayed(items.Count, e.Message);
            }
        }
    }

    /// <summary>Works until the agent stops.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var passing = Task.CompletedTask;
        try
        {
            using var timer = new PeriodicTimer(Interval, time);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                queue.Save();
                if (passing.IsCompleted)
                    passing = PassOnSafelyAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await passing;
        }
    }

    private async Task PassOnSafelyAsync(CancellationToken stoppingToken)
    {
        try
        {
            await PassOnAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The agent stops; what was not passed on lies on the disk.
        }
        catch (Exception e)
        {
            logger.FeedbackFailed(e);
        }
    }
}
