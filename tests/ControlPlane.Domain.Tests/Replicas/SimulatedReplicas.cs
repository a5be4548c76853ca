using ControlPlane.Domain.Replicas;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.Domain.Tests.Replicas;

/// <summary>
/// Three replicas on one database. Each has a clock of its own that is wrong and may be frozen at any point, also between what it read and what it commits.
/// What the database does is one transaction after the other, as on PostgreSQL.
/// </summary>
internal sealed class SimulatedReplicas
{
    private static readonly TimeSpan Term = TimeSpan.FromSeconds(15);

    private readonly Random _chance;
    private readonly bool _isFenced;
    private readonly LeaderLease _lease = LeaderLease.Vacant(Moment.Noon);
    private readonly Replica[] _replicas;
    private TimeSpan _elapsed;
    private long _step;
    private long _newestTerm;

    private SimulatedReplicas(int seed, bool isFenced)
    {
        _chance = new Random(seed);
        _isFenced = isFenced;
        _replicas = [.. new[] { "a", "b", "c" }.Select(name => new Replica(name, TimeSpan.FromHours(_chance.Next(-48, 48))))];
    }

    /// <summary>Commits that were tried by a replica that led while another leads.</summary>
    public int SplitBrains { get; private set; }

    /// <summary>Decisions that were committed.</summary>
    public int Decisions { get; private set; }

    /// <summary>Decisions that the fence refused.</summary>
    public int Refused { get; private set; }

    /// <summary>Steps that were decided twice, and decisions of a term that had ended.</summary>
    public int Conflicts { get; private set; }

    public static SimulatedReplicas RunUntil(int splitBrains, int seed, bool isFenced)
    {
        var world = new SimulatedReplicas(seed, isFenced);
        while (world.SplitBrains < splitBrains)
            world.Turn();
        return world;
    }

    private void Turn()
    {
        _elapsed += TimeSpan.FromMilliseconds(_chance.Next(0, 2_000));
        var replica = _replicas[_chance.Next(_replicas.Length)];
        if (_elapsed < replica.FrozenUntil)
            return;
        if (_chance.Next(20) == 0)
        {
            replica.FrozenUntil = _elapsed + TimeSpan.FromSeconds(_chance.Next(1, 60));
            return;
        }

        // What was read before a freeze is committed after it, without another look at any clock.
        if (replica.Seen is { } seen)
            Commit(replica, seen);
        else if (_chance.Next(2) == 0)
            Contest(replica);
        else if (replica.Fence is { } fence && _elapsed - replica.RenewedAt < Term)
            replica.Seen = (fence, _step);
    }

    private void Contest(Replica replica)
    {
        var now = Moment.Noon + replica.Skew + _elapsed;
        if (replica.Fence is { } held && _lease.Renew(held, Term, now) is null)
        {
            replica.RenewedAt = _elapsed;
            return;
        }

        var taken = _lease.Take(replica.Name, replica.Watch.See(_lease, _elapsed + replica.Skew), Term, now);
        replica.Fence = taken.IsAccepted ? taken.Value : null;
        replica.RenewedAt = _elapsed;
    }

    private void Commit(Replica replica, (LeaseFence Fence, long Step) seen)
    {
        replica.Seen = null;
        if (_lease.Epoch > seen.Fence.Epoch)
            SplitBrains++;
        if (_isFenced && _lease.Check(seen.Fence) is not null)
        {
            Refused++;
            return;
        }

        if (seen.Step != _step || seen.Fence.Epoch < _newestTerm)
            Conflicts++;
        _newestTerm = Math.Max(_newestTerm, seen.Fence.Epoch);
        _step = seen.Step + 1;
        Decisions++;
    }

    private sealed class Replica(string name, TimeSpan skew)
    {
        public string Name { get; } = name;

        public TimeSpan Skew { get; } = skew;

        public LeaseWatch Watch { get; } = new();

        public LeaseFence? Fence { get; set; }

        public TimeSpan RenewedAt { get; set; }

        public TimeSpan FrozenUntil { get; set; }

        public (LeaseFence Fence, long Step)? Seen { get; set; }
    }
}
