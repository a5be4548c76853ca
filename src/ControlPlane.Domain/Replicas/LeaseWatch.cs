namespace ControlPlane.Domain.Replicas;

/// <summary>Remembers for how long a lease has not changed. Belongs to one replica; not thread-safe.</summary>
public sealed class LeaseWatch
{
    private (long Epoch, long Beat)? _seen;
    private TimeSpan _since;

    /// <summary>Looks at the lease.</summary>
    /// <param name="lease">As it is now.</param>
    /// <param name="elapsed">Time since any fixed beginning, by a clock that never goes back.</param>
    public LeaseSighting See(LeaderLease lease, TimeSpan elapsed)
    {
        if (_seen != (lease.Epoch, lease.Beat))
            (_seen, _since) = ((lease.Epoch, lease.Beat), elapsed);
        return new LeaseSighting(lease.Epoch, lease.Beat, elapsed - _since);
    }
}
