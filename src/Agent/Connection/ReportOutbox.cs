using System.Threading.Channels;
using ControlPlane.AgentHost.Guards;
using ControlPlane.AgentHost.Routing;
using ControlPlane.Contracts.Agents;

namespace ControlPlane.AgentHost.Connection;

/// <summary>
/// Reports that wait for a connection. Of states only the newest counts; of refusals and trips the last few are kept; trips go first.
/// Singleton, thread-safe.
/// </summary>
internal sealed class ReportOutbox : IApplyReports, ITripReports
{
    private const int KeptRefusals = 16;
    private const int KeptTrips = 64;

    private readonly Lock _lock = new();
    private readonly Queue<TripReport> _trips = new();
    private readonly Queue<(RefusalReport Report, OfferReference? Offer)> _refusals = new();

    private readonly Channel<bool> _bell =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private AppliedState? _state;

    /// <inheritdoc />
    public void Applied(AppliedState state)
    {
        lock (_lock)
            _state = state;
        _bell.Writer.TryWrite(true);
    }

    /// <inheritdoc />
    public void Refused(RefusalReport report, OfferReference? offer)
    {
        lock (_lock)
        {
            if (_refusals.Count == KeptRefusals)
                _refusals.Dequeue();
            _refusals.Enqueue((report, offer));
        }

        _bell.Writer.TryWrite(true);
    }

    /// <inheritdoc />
    public void Tripped(TripReport report)
    {
        lock (_lock)
        {
            if (_trips.Count == KeptTrips)
                _trips.Dequeue();
            _trips.Enqueue(report);
        }

        _bell.Writer.TryWrite(true);
    }

    /// <summary>Waits until something waits to be sent.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken) => await _bell.Reader.ReadAsync(cancellationToken);

    /// <summary>Sends what waits; what could not be sent waits again.</summary>
    /// <param name="session">Where to; nonces of other sessions are left out.</param>
    /// <param name="versions">Versions held now.</param>
    public async Task SendAsync(ActiveSession session, Func<IReadOnlyList<LoadedVersion>> versions)
    {
        // One that is lost with the connection comes again with the next hello.
        while (TakeTrip() is { } trip)
            await session.Hub.Trip(trip);
        while (TakeRefusal() is { } refusal)
        {
            try
            {
                await session.Hub.Refuse(refusal.Report with { Nonce = NonceFor(session, refusal.Offer) });
            }
            catch
            {
                Refused(refusal.Report, refusal.Offer);
                throw;
            }
        }

        if (TakeState() is not { } state)
            return;
        try
        {
            await SendAsync(session, state, versions());
        }
        catch
        {
            PutBack(state);
            throw;
        }
    }

    private static Task SendAsync(ActiveSession session, AppliedState state, IReadOnlyList<LoadedVersion> versions) => state.IsWhole
        ? session.Hub.Acknowledge(new AcknowledgeReport
        {
            Nonce = NonceFor(session, state.Offer),
            Position = state.Position,
            Digest = state.Digest!,
            AppliedAt = state.AppliedAt!.Value,
            ApplyMilliseconds = state.ApplyMilliseconds,
            Endpoints = state.Endpoints,
            Versions = versions,
        })
        : session.Hub.Progress(new ProgressReport
        {
            Nonce = NonceFor(session, state.Offer),
            Position = state.Position,
            Endpoints = state.Endpoints,
            Versions = versions,
        });

    private static long? NonceFor(ActiveSession session, OfferReference? offer) => offer?.SessionId == session.SessionId ? offer.Nonce : null;

    private TripReport? TakeTrip()
    {
        lock (_lock)
            return _trips.TryDequeue(out var trip) ? trip : null;
    }

    private (RefusalReport Report, OfferReference? Offer)? TakeRefusal()
    {
        lock (_lock)
            return _refusals.TryDequeue(out var refusal) ? refusal : null;
    }

    private AppliedState? TakeState()
    {
        lock (_lock)
        {
            var state = _state;
            _state = null;
            return state;
        }
    }

    private void PutBack(AppliedState state)
    {
        lock (_lock)
            _state ??= state;
        _bell.Writer.TryWrite(true);
    }
}
