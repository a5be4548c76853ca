using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.Web.Realtime;

/// <summary>
/// What one agent is to be offered next: room for one table, the newest.
/// A routine table waits until the one before is answered; an urgent one does not. Thread-safe.
/// </summary>
internal sealed class OfferSlot
{
    private readonly Lock _gate = new();
    private PendingOffer? _pending;
    private TablePosition _newest;
    private long _nonce;
    private long _unanswered;

    /// <summary>Puts a table in the place of whatever waits; older ones are ignored.</summary>
    /// <returns>Whether there may be something to send now.</returns>
    public bool Put(SealedRoutingTable table, OfferUrgency urgency)
    {
        lock (_gate)
        {
            var position = PendingOffer.PositionOf(table);
            if (position <= _newest)
                return false;

            // A routine change that lands on a waiting urgent one carries the urgent change too.
            var isUrgent = urgency == OfferUrgency.Urgent || _pending?.Urgency == OfferUrgency.Urgent;
            _pending = new PendingOffer(table, isUrgent ? OfferUrgency.Urgent : OfferUrgency.Routine);
            _newest = position;
            return true;
        }
    }

    /// <summary>Offers a table again that was refused for a passing reason, unless a newer one came.</summary>
    public bool PutAgain(SealedRoutingTable table)
    {
        lock (_gate)
        {
            if (PendingOffer.PositionOf(table) != _newest || _pending is not null)
                return false;
            _pending = new PendingOffer(table, OfferUrgency.Routine);
            return true;
        }
    }

    /// <summary>The agent has this table, from the welcome or by itself: nothing up to it needs an offer.</summary>
    public void Skip(TablePosition position)
    {
        lock (_gate)
        {
            if (position > _newest)
                _newest = position;
            if (_pending?.Position <= position)
                _pending = null;
        }
    }

    /// <summary>A nonce for an offer that travels in the welcome; it counts as under way.</summary>
    public long TakeNonce()
    {
        lock (_gate)
            return _unanswered = ++_nonce;
    }

    /// <summary>The offer to send now; null when nothing waits or the one before is unanswered.</summary>
    public RoutingTableOffer? Take()
    {
        lock (_gate)
        {
            if (_pending is null || (_unanswered != 0 && _pending.Urgency == OfferUrgency.Routine))
                return null;

            var offer = _pending.WithNonce(++_nonce);
            _unanswered = offer.Nonce;
            _pending = null;
            return offer;
        }
    }

    /// <summary>The agent answered an offer; answers to older ones change nothing.</summary>
    /// <returns>Whether there may be something to send now.</returns>
    public bool Answer(long? nonce)
    {
        lock (_gate)
        {
            if (nonce != _unanswered)
                return false;
            _unanswered = 0;
            return _pending is not null;
        }
    }

    /// <summary>The answer is given up.</summary>
    /// <returns>Whether there may be something to send now.</returns>
    public bool GiveUpAnswer()
    {
        lock (_gate)
        {
            _unanswered = 0;
            return _pending is not null;
        }
    }
}
