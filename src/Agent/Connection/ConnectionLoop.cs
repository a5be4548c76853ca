using ControlPlane.AgentHost.Feedback;
using ControlPlane.AgentHost.Guards;
using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Agents;

namespace ControlPlane.AgentHost.Connection;

/// <summary>
/// Keeps a connection to the control plane, for ever: hello, then offers in and heartbeats and reports out, until it ends; then again.
/// Nothing that happens here touches serving.
/// </summary>
internal sealed class ConnectionLoop(
    IControlPlaneLink link,
    SelfDescription self,
    TableApplier applier,
    PreparationBoard board,
    TableMailbox mailbox,
    ReportOutbox outbox,
    TripRegister trips,
    TablePoller poller,
    ControlPlaneContact contact,
    ControlPlaneTime tokenTime,
    InFlightCounter inFlight,
    IPendingTelemetry telemetry,
    BackoffPolicy backoff,
    Func<double> unitRandom,
    TimeProvider time,
    ILogger<ConnectionLoop> logger) : BackgroundService
{
    /// <summary>Between two heartbeats.</summary>
    public static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(5);

    /// <summary>Longest that an answer may take.</summary>
    public static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(15);

    // A connection that ends sooner is no success: the next try waits longer.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);

    /// <summary>Connects until the agent stops.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            for (var attempt = 0; ; attempt++)
            {
                var began = time.GetTimestamp();
                var end = await RunSessionAsync(stoppingToken);
                if (end.WasWelcomed && time.GetElapsedTime(began) >= Settled)
                    attempt = 0;

                var delay = end.Goodbye is { } goodbye ? goodbye.ReconnectAfter * unitRandom() : backoff.DelayOf(attempt);
                logger.Disconnected(delay, end.Reason);
                await Task.Delay(delay, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The agent stops.
        }
    }

    private async Task<SessionEnd> RunSessionAsync(CancellationToken stoppingToken)
    {
        var wasWelcomed = false;
        try
        {
            await using var session = await link.ConnectAsync(stoppingToken);
            var welcome = await Answered(session.Hub.Hello(Hello()), stoppingToken);
            wasWelcomed = true;
            var active = new ActiveSession(welcome.SessionId, session.Hub);
            contact.Begin(active);
            tokenTime.Note(welcome.AnsweredAt);
            logger.Connected(welcome.SessionId, welcome.Epoch);
            Take(welcome);
            try
            {
                return await RunAsync(session, active, stoppingToken);
            }
            finally
            {
                contact.End();
            }
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            // Whatever ends a connection, the answer is the same: serve on, and try again.
            return new SessionEnd(wasWelcomed, e.Message);
        }
    }

    private async Task<SessionEnd> RunAsync(IControlPlaneSession session, ActiveSession active, CancellationToken stoppingToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        Task<GoodbyeMessage?> receiving = ReceiveAsync(session, active, ended.Token);
        Task[] work = [receiving, BeatAsync(active, ended.Token), ReportAsync(active, ended.Token)];
        var first = await Task.WhenAny(work);
        ended.Cancel();
        await Task.WhenAll(work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        stoppingToken.ThrowIfCancellationRequested();

        // What ended first is the reason; the others only followed.
        await first;
        var goodbye = await receiving;
        return new SessionEnd(WasWelcomed: true, goodbye?.Reason ?? "the control plane closed the connection", goodbye);
    }

    private async Task<GoodbyeMessage?> ReceiveAsync(IControlPlaneSession session, ActiveSession active, CancellationToken cancellationToken)
    {
        while (await session.Inbound.WaitToReadAsync(cancellationToken))
        {
            while (session.Inbound.TryRead(out var message))
            {
                contact.Note();
                if (message.Offer is { } offer)
                    Take(offer, active.SessionId);
                if (message.Goodbye is not { } goodbye)
                    continue;
                logger.Goodbye(goodbye.Reason);
                return goodbye;
            }
        }

        return null;
    }

    private async Task BeatAsync(ActiveSession active, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(HeartbeatInterval, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var reply = await Answered(active.Hub.Heartbeat(Heartbeat()), cancellationToken);
            contact.Note();
            tokenTime.Note(reply.AnsweredAt);
            var isRefusedForGood = applier.LastRefusal is { IsPermanent: true } refused && refused.Position == reply.Desired;
            if (reply.Desired > applier.State.Position && !isRefusedForGood)
                poller.RequestNow();
        }
    }

    private async Task ReportAsync(ActiveSession active, CancellationToken cancellationToken)
    {
        // What is in force is told once on every connection, so that a report lost with the one before does no harm.
        if (applier.State.Digest is not null)
            outbox.Applied(applier.State);
        while (true)
        {
            await outbox.WaitAsync(cancellationToken);
            await outbox.SendAsync(active, VersionsHeld).WaitAsync(AnswerTimeout, time, cancellationToken);
            contact.Note();
        }
    }

    private void Take(WelcomeMessage welcome)
    {
        if (welcome.IsAgentAhead)
            logger.AheadOfControlPlane(applier.State.Position);
        if (welcome.Offer is { } offer)
            Take(offer, welcome.SessionId);
    }

    private void Take(RoutingTableOffer offer, string sessionId)
    {
        if (offer.Content is not { } content)
        {
            poller.RequestNow();
            return;
        }

        mailbox.Post(new ArrivedTable
        {
            Position = offer.Position,
            Content = content,
            Digest = offer.Digest,
            Signature = offer.Signature,
            Offer = new OfferReference(sessionId, offer.Nonce),
            ArrivedAt = time.GetTimestamp(),
        });
    }

    private HelloReport Hello()
    {
        var state = applier.State;
        return new HelloReport
        {
            ProtocolVersion = HelloReport.CurrentProtocolVersion,
            BootId = self.BootId,
            AgentVersion = self.AgentVersion,
            ListenUrl = self.ListenUrl,
            Applied = state.Position,
            AppliedDigest = state.Digest,
            AppliedSignature = state.Signature,
            Endpoints = state.Endpoints,
            Versions = VersionsHeld(),
            SentAt = time.GetUtcNow(),
            Trips = trips.Current,
            Witnessed = state.AuditHead,
        };
    }

    private HeartbeatReport Heartbeat() => new()
    {
        Applied = applier.State.Position,
        SentAt = time.GetUtcNow(),
        InFlight = inFlight.Count,
        ResidentBytes = Environment.WorkingSet,
        OldestPending = telemetry.OldestAge,
        Versions = VersionsHeld(),
        Trips = trips.Current,
        Witnessed = applier.State.AuditHead,
    };

    private IReadOnlyList<LoadedVersion> VersionsHeld() => [.. board.Statuses().Select(s => s.ToReport())];

    private Task<T> Answered<T>(Task<T> call, CancellationToken cancellationToken) => call.WaitAsync(AnswerTimeout, time, cancellationToken);

    private sealed record SessionEnd(bool WasWelcomed, string Reason, GoodbyeMessage? Goodbye = null);
}
