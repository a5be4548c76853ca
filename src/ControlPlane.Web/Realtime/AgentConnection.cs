using System.Threading.Channels;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.Web.Realtime;

/// <summary>
/// One agent's live connection with its one sender: offers go out in order, and a reader that stops costs nobody else anything.
/// Thread-safe.
/// </summary>
public sealed partial class AgentConnection : IAsyncDisposable
{
    private readonly OfferSlot _slot = new();
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _closing = new();
    private readonly IAgentTransport _transport;
    private readonly RealtimeOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly ITimer _answerTimer;
    private readonly Task _sender;
    private int _refusals;

    public AgentConnection(AgentSession session, IAgentTransport transport, RealtimeOptions options, TimeProvider clock, ILogger logger)
    {
        Session = session;
        _transport = transport;
        _options = options;
        _clock = clock;
        _logger = logger;
        _answerTimer = clock.CreateTimer(_ => WakeIf(_slot.GiveUpAnswer()), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _sender = SendAllAsync();
    }

    public AgentSession Session { get; }

    /// <summary>Never waits: the sender takes the newest table when it is free.</summary>
    public void Post(SealedRoutingTable table, OfferUrgency urgency) => WakeIf(_slot.Put(table, urgency));

    /// <summary>The offer to put into a welcome.</summary>
    public RoutingTableOffer WelcomeOffer(SealedRoutingTable table)
    {
        var offer = new PendingOffer(table, OfferUrgency.Urgent).WithNonce(_slot.TakeNonce());
        _slot.Skip(offer.Position);
        _answerTimer.Change(_options.AnswerTimeout, Timeout.InfiniteTimeSpan);
        return offer;
    }

    /// <summary>The agent has this table; offers up to it are needless.</summary>
    public void Skip(TablePosition position) => _slot.Skip(position);

    /// <summary>The agent took an offer.</summary>
    public void Accept(long? nonce)
    {
        _refusals = 0;
        WakeIf(_slot.Answer(nonce));
    }

    /// <summary>The agent refused an offer. It is offered again only when the refusal is a passing one, ever more rarely.</summary>
    public void Refuse(RefusalReport refusal, SealedRoutingTable? current)
    {
        WakeIf(_slot.Answer(refusal.Nonce));
        if (!refusal.IsPermanent && current is not null && PendingOffer.PositionOf(current) == refusal.Position)
            _ = OfferAgainAsync(current, _options.RetryDelay(_refusals++));
    }

    /// <summary>Says goodbye if the agent still reads, then cuts the connection.</summary>
    public async Task CloseAsync(GoodbyeMessage goodbye)
    {
        await _closing.CancelAsync();
        try
        {
            await _transport.SayGoodbyeAsync(goodbye).WaitAsync(_options.SendTimeout, _clock);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            LogGoodbyeFailed(Session.AgentId, exception.Message);
        }

        _transport.Abort();
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _answerTimer.DisposeAsync();
        await _sender;
        _closing.Dispose();
    }

    private async Task SendAllAsync()
    {
        try
        {
            while (await _wake.Reader.WaitToReadAsync(_closing.Token))
            {
                _wake.Reader.TryRead(out _);
                while (_slot.Take() is { } offer)
                    await SendAsync(offer);
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // The connection ended; its agent asks for the table when it is back.
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            LogSendFailed(Session.AgentId, Session.ConnectionId, exception.Message);
            _transport.Abort();
        }
    }

    private async Task SendAsync(RoutingTableOffer offer)
    {
        _answerTimer.Change(_options.AnswerTimeout, Timeout.InfiniteTimeSpan);
        await _transport.OfferAsync(offer).WaitAsync(_options.SendTimeout, _clock, _closing.Token);
        LogOffered(offer.Position, offer.Urgency, Session.AgentId);
    }

    private async Task OfferAgainAsync(SealedRoutingTable table, TimeSpan delay)
    {
        try
        {
            await Task.Delay(delay, _clock, _closing.Token);
            WakeIf(_slot.PutAgain(table));
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The connection ended first.
        }
    }

    private void WakeIf(bool mayHaveWork)
    {
        if (mayHaveWork)
            _wake.Writer.TryWrite(true);
    }

    [LoggerMessage(1610, LogLevel.Debug, "Offered table {Position} ({Urgency}) to agent {AgentId}.")]
    private partial void LogOffered(TablePosition position, OfferUrgency urgency, string agentId);

    [LoggerMessage(1611, LogLevel.Warning, "Agent {AgentId} does not take what is sent on connection {ConnectionId}, which is closed: {Problem}")]
    private partial void LogSendFailed(string agentId, string connectionId, string problem);

    [LoggerMessage(1612, LogLevel.Debug, "Agent {AgentId} did not hear the goodbye: {Problem}")]
    private partial void LogGoodbyeFailed(string agentId, string problem);
}
