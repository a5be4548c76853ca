using System.Collections.Concurrent;
using System.Threading.Channels;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Replicas;
using ControlPlane.Data.Webhooks;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Webhooks;
using ControlPlane.Web.Features.Webhooks;
using ControlPlane.Web.Hosting;
using ControlPlane.Web.Realtime;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Loops;

/// <summary>
/// Sends what waits: each webhook's deliveries one after the other in their order, several webhooks at a time, so that a slow receiver holds up nobody but itself.
/// A delivery counts as sent once its result is committed; a stop in between sends it again, with the same event id.
/// </summary>
internal sealed partial class DeliveryLoop(
    WebhookQueries webhooks, WebhookSender sender, StateWriter writer, IOptions<WebhookOptions> options, ILeadership leadership, ChangeBell bell, TimeProvider clock, ILogger<DeliveryLoop> logger)
    : BackgroundService
{
    private const int Parallel = 8;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    // Agents ring with every heartbeat; what is told of them can wait for the next second.
    private static readonly ChangeTopic[] Announced = [ChangeTopic.Webhooks, ChangeTopic.Rollouts, ChangeTopic.Endpoints, ChangeTopic.Models, ChangeTopic.Drift];

    private readonly Channel<bool> _rung = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ConcurrentDictionary<string, Task> _sending = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _free = new(Parallel, Parallel);

    public override void Dispose()
    {
        _free.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var subscriptions = Announced.Select(topic => bell.Subscribe(topic, null, RingAsync)).ToList();
        using var timer = clock.CreateTimer(_ => _rung.Writer.TryWrite(true), null, Period, Period);
        try
        {
            while (await _rung.Reader.WaitToReadAsync(stoppingToken))
            {
                _rung.Reader.TryRead(out _);
                if (!leadership.IsLeader)
                    continue;
                foreach (var webhook in await ListDueAsync(stoppingToken))
                    Begin(webhook, stoppingToken);
            }
        }
        finally
        {
            subscriptions.ForEach(s => s.Dispose());
            await Task.WhenAll(_sending.Values);
        }
    }

    private Task RingAsync()
    {
        _rung.Writer.TryWrite(true);
        return Task.CompletedTask;
    }

    private async Task<IReadOnlyList<string>> ListDueAsync(CancellationToken cancellation)
    {
        try
        {
            return await webhooks.ListDueAsync(clock.GetUtcNow(), cancellation);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException)) // The edge of the loop: the next second asks again.
        {
            LogListFailed(exception);
            return [];
        }
    }

    private void Begin(string webhook, CancellationToken cancellation)
    {
        if (_sending.TryGetValue(webhook, out var under) && !under.IsCompleted)
            return;
        _sending[webhook] = Task.Run(() => SendDueAsync(webhook, cancellation), CancellationToken.None);
    }

    private async Task SendDueAsync(string webhook, CancellationToken cancellation)
    {
        try
        {
            await _free.WaitAsync(cancellation);
            try
            {
                while (await webhooks.NextDueAsync(webhook, clock.GetUtcNow(), cancellation) is { } delivery && await SendAsync(delivery, cancellation))
                {
                }
            }
            finally
            {
                _free.Release();
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            LogStopped(webhook);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException) // The edge of the loop: one webhook must not stop the others; the next second tries again.
        {
            LogSendFailed(webhook, exception);
        }
    }

    private async Task<bool> SendAsync(WebhookDelivery delivery, CancellationToken cancellation)
    {
        if (await webhooks.FindAsync(delivery.Webhook, cancellation) is not { } webhook)
            return false;
        var attempt = await sender.SendAsync(webhook, delivery, cancellation);
        var isRecorded = await RecordAsync(delivery, attempt);
        bell.Ring(ChangeTopic.Webhooks, delivery.Webhook);
        return isRecorded;
    }

    // Not given up when the control plane stops: what was sent is known to have been sent.
    private async Task<bool> RecordAsync(WebhookDelivery sent, DeliveryAttempt attempt)
    {
        var outcome = await writer.RunAsync(
            async (context, cancellation) =>
            {
                Outcome<int> recorded = 0;
                if (await new WebhookStore(context).FindDeliveryAsync(sent.Webhook, sent.Id, cancellation) is { State: DeliveryState.Waiting } delivery)
                    recorded = Record(delivery, attempt);
                return recorded;
            },
            CancellationToken.None);
        return outcome.IsAccepted;
    }

    private int Record(WebhookDelivery delivery, DeliveryAttempt attempt)
    {
        var now = clock.GetUtcNow();
        if (attempt.IsDelivered)
        {
            delivery.Deliver(attempt.Status!.Value, attempt.Said, now);
            return 1;
        }

        var isLast = attempt.IsGone || delivery.Attempts + 1 >= options.Value.Attempts;
        delivery.Miss(attempt.Status, attempt.Said, isLast ? null : now + options.Value.DelayAfter(delivery.Attempts + 1), now);
        if (isLast)
            LogGivenUp(delivery.Id, delivery.EventType, delivery.Webhook, delivery.Attempts, attempt.Said);
        return 1;
    }

    [LoggerMessage(1952, LogLevel.Warning, "Delivery {Delivery} of {Type} to webhook {Webhook} is given up after {Attempts} attempts: {Said}")]
    private partial void LogGivenUp(long delivery, string type, string webhook, int attempts, string said);

    [LoggerMessage(1953, LogLevel.Error, "Deliveries to webhook {Webhook} could not be looked after; the next second tries again.")]
    private partial void LogSendFailed(string webhook, Exception exception);

    [LoggerMessage(1954, LogLevel.Error, "Deliveries of webhooks could not be read; the next second tries again.")]
    private partial void LogListFailed(Exception exception);

    [LoggerMessage(1955, LogLevel.Debug, "Sending to webhook {Webhook} stops with the control plane.")]
    private partial void LogStopped(string webhook);
}
