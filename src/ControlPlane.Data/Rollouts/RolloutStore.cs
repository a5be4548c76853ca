using ControlPlane.Data.Audit;
using ControlPlane.Data.Webhooks;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Rollouts;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Rollouts;

/// <summary>Loads rollouts for a change and keeps their history; inside a unit of <see cref="Writing.StateWriter"/>.</summary>
public sealed class RolloutStore(StateContext context)
{
    /// <summary>The rollout; null when there is none.</summary>
    public Task<Rollout?> FindAsync(string id, CancellationToken cancellationToken) =>
        context.Rollouts.FirstOrDefaultAsync(r => r.Id == id, cancellationToken);

    /// <summary>The rollout that moves an endpoint's traffic; null when there is none.</summary>
    public Task<Rollout?> FindActiveAsync(string endpoint, CancellationToken cancellationToken) =>
        context.Rollouts.FirstOrDefaultAsync(r => r.Endpoint == endpoint && r.EndedAt == null && r.Phase != RolloutPhase.Pending, cancellationToken);

    /// <summary>The oldest rollout that waits for its turn at an endpoint; null when there is none.</summary>
    public Task<Rollout?> FindPendingAsync(string endpoint, CancellationToken cancellationToken) =>
        context.Rollouts.Where(r => r.Endpoint == endpoint && r.Phase == RolloutPhase.Pending).OrderBy(r => r.CreatedAt).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Adds a new rollout.</summary>
    public void Add(Rollout rollout, Actor actor, string reason)
    {
        context.Rollouts.Add(rollout);
        context.Note(AuditDrafts.Accepted(rollout, actor, reason, rollout.CreatedAt));
    }

    /// <summary>Appends to a rollout's history and to the audit, and tells webhooks.</summary>
    public void Add(Rollout rollout, RolloutEvent entry)
    {
        context.RolloutEvents.Add(entry);
        context.Note(AuditDrafts.Of(context, rollout, entry));
        context.Announce(Announcements.Of(rollout, entry));
    }
}
