using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Domain.Replicas;

/// <summary>
/// Which replica leads. The lease keeps things going when a leader is gone; what keeps two leaders apart is the epoch, which rises with every term and is checked
/// in the transaction of every decision. No clock is compared with another: a replica takes the lease over when it has seen no renewal for a whole term by its own clock.
/// </summary>
public sealed class LeaderLease
{
    /// <summary>The one row.</summary>
    public const int OnlyId = 1;

    private LeaderLease()
    {
    }

    /// <summary>Always 1.</summary>
    public int Id { get; private init; }

    /// <summary>Name of the replica that leads; null when the last one gave the lease back.</summary>
    public string? Holder { get; private set; }

    /// <summary>Number of the term; rises by one whenever the lease is taken.</summary>
    public long Epoch { get; private set; }

    /// <summary>Number of renewals within the term.</summary>
    public long Beat { get; private set; }

    /// <summary>When the holder took it, by the holder's clock.</summary>
    public DateTimeOffset HeldSince { get; private set; }

    /// <summary>When the holder renewed it last, by the holder's clock; for people.</summary>
    public DateTimeOffset RenewedAt { get; private set; }

    /// <summary>When it is over unless the holder renews it, by the holder's clock; for people.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>How long the holder may be silent.</summary>
    public TimeSpan Term => ExpiresAt - RenewedAt;

    /// <summary>A lease that nobody ever held.</summary>
    public static LeaderLease Vacant(DateTimeOffset now) => new() { Id = OnlyId, HeldSince = now, RenewedAt = now, ExpiresAt = now };

    /// <summary>Takes the lease: a vacant one at once, another's when it has not been renewed for its whole term.</summary>
    /// <param name="replica">Who wants to lead.</param>
    /// <param name="sighting">What it saw of the lease; null when it sees it for the first time.</param>
    /// <param name="term">How long it may be silent.</param>
    /// <param name="now">By its clock.</param>
    /// <returns>The fence of the new term. Refusal: <see cref="LeaseRefusals.Held"/>.</returns>
    public Outcome<LeaseFence> Take(string replica, LeaseSighting? sighting, TimeSpan term, DateTimeOffset now)
    {
        if (Holder is { } holder && !IsOver(sighting))
            return new Refusal(LeaseRefusals.Held, $"{holder} leads in term {Epoch}.");
        Holder = replica;
        Epoch++;
        Beat = 0;
        HeldSince = now;
        Renew(term, now);
        return new LeaseFence(replica, Epoch);
    }

    /// <summary>Goes on leading.</summary>
    /// <returns>Refusal: <see cref="LeaseRefusals.NotLeader"/>; the holder must stop at once.</returns>
    public Refusal? Renew(LeaseFence fence, TimeSpan term, DateTimeOffset now)
    {
        if (Check(fence) is { } refusal)
            return refusal;
        Beat++;
        Renew(term, now);
        return null;
    }

    /// <summary>Gives the lease back, so that another need not wait for its end.</summary>
    /// <returns>Refusal: <see cref="LeaseRefusals.NotLeader"/>; there is nothing to give back.</returns>
    public Refusal? Release(LeaseFence fence, DateTimeOffset now)
    {
        if (Check(fence) is { } refusal)
            return refusal;
        Holder = null;
        ExpiresAt = RenewedAt = now;
        return null;
    }

    /// <summary>Whether a decision under this fence may be committed.</summary>
    /// <returns>Refusal: <see cref="LeaseRefusals.NotLeader"/>.</returns>
    public Refusal? Check(LeaseFence fence) => Check(fence, Holder, Epoch);

    /// <summary>The same of a lease of which only this is known.</summary>
    public static Refusal? Check(LeaseFence fence, string? holder, long epoch) => fence == new LeaseFence(holder ?? "", epoch)
        ? null
        : new Refusal(LeaseRefusals.NotLeader, $"{fence.Holder} led in term {fence.Epoch}; {(holder is null ? "nobody leads" : $"{holder} leads")} in term {epoch}.");

    private bool IsOver(LeaseSighting? sighting) => sighting is { } seen && seen.Epoch == Epoch && seen.Beat == Beat && seen.UnchangedFor >= Term;

    private void Renew(TimeSpan term, DateTimeOffset now)
    {
        RenewedAt = now;
        ExpiresAt = now + term;
    }
}
