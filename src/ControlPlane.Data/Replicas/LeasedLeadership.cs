using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Hosting;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Replicas;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ControlPlane.Data.Replicas;

/// <summary>
/// Leads while this replica holds the lease. A step renews it, or takes it when its holder is gone; one caller at a time.
/// A leader that could not renew for a whole term stops by its own clock, before another begins by its.
/// </summary>
public sealed class LeasedLeadership(ReplicaName name, StateWriter writer, IOptions<DataOptions> options, TimeProvider time, ILoggerFactory loggers) : ILeadership
{
    private readonly ILogger _logger = loggers.CreateLogger<LeasedLeadership>();
    private readonly LeaseWatch _watch = new();
    private readonly long _beginning = time.GetTimestamp();
    private HeldLease? _held;
    private LeaderStanding _standing = new(name.Value, null, 0, IsShared: true);

    /// <inheritdoc />
    public LeaderStanding Standing => Volatile.Read(ref _standing) is var seen && seen.IsLeader && !IsLeader ? seen with { Leader = null } : seen;

    /// <inheritdoc />
    public bool IsLeader => Volatile.Read(ref _held) is { } held && time.GetElapsedTime(held.RenewedAt) < Term;

    /// <summary>How often to step.</summary>
    public TimeSpan Period => Term / 3 < options.Value.Replica.Poll ? Term / 3 : options.Value.Replica.Poll;

    private TimeSpan Term => options.Value.Replica.Lease;

    /// <inheritdoc />
    public async ValueTask<Refusal?> CheckAsync(StateContext context, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _held) is not { } held)
            return new Refusal(LeaseRefusals.NotLeader, $"{name.Value} does not lead.");
        var lease = await context.Set<LeaderLease>().AsNoTracking().Select(l => new { l.Holder, l.Epoch }).SingleOrDefaultAsync(cancellationToken);
        return LeaderLease.Check(held.Fence, lease?.Holder, lease?.Epoch ?? 0);
    }

    /// <summary>Renews the lease, takes it, or sees who has it.</summary>
    public async Task StepAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        if (Volatile.Read(ref _held) is { } held && IsLeader && time.GetElapsedTime(held.RenewedAt, began) < Term / 3)
            return;
        var outcome = await writer.RunAsync<LeaderLease>((context, token) => ContestAsync(context, Volatile.Read(ref _held), began, token), cancellationToken);
        if (!outcome.IsAccepted)
            return;

        var lease = outcome.Value;
        var isOurs = lease.Holder == name.Value;
        Tell(lease, isOurs);
        Volatile.Write(ref _held, isOurs ? new HeldLease(new LeaseFence(name.Value, lease.Epoch), began) : null);
        Volatile.Write(ref _standing, new LeaderStanding(name.Value, lease.Holder, lease.Epoch, IsShared: true));
    }

    /// <summary>Gives the lease back, so that another replica leads at once.</summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _held, null) is not { } held)
            return;
        await writer.RunAsync<long>(
            async (context, token) => await context.Set<LeaderLease>().SingleAsync(token) is var lease && lease.Release(held.Fence, time.GetUtcNow()) is { } refusal ? refusal : lease.Epoch,
            cancellationToken);
    }

    private async Task<Outcome<LeaderLease>> ContestAsync(StateContext context, HeldLease? held, long began, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var lease = await context.Set<LeaderLease>().SingleOrDefaultAsync(cancellationToken);
        if (lease is null)
        {
            lease = LeaderLease.Vacant(now);
            context.Add(lease);
        }

        // A lease that could not be renewed in time is still ours as long as nobody took it.
        if (held is not null && lease.Renew(held.Fence, Term, now) is null)
            return lease;
        _ = lease.Take(name.Value, _watch.See(lease, time.GetElapsedTime(_beginning, began)), Term, now);
        return lease;
    }

    private void Tell(LeaderLease lease, bool isOurs)
    {
        var before = Volatile.Read(ref _standing);
        if (before.Epoch == lease.Epoch && before.Leader == lease.Holder)
            return;
        if (isOurs)
            _logger.Leads(name.Value, lease.Epoch);
        else if (before.IsLeader)
            _logger.StoppedLeading(name.Value, before.Epoch, lease.Holder ?? "nobody", lease.Epoch);
        else
            _logger.Follows(name.Value, lease.Holder ?? "nobody", lease.Epoch);
    }

    private sealed record HeldLease(LeaseFence Fence, long RenewedAt);
}
