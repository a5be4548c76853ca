using System.Text.Json;
using ControlPlane.Data.Backups;
using ControlPlane.Data.Installations;
using ControlPlane.Data.Mapping;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Audit;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Rollouts;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Audit;

/// <summary>What entries of the histories say in the audit. Stateless.</summary>
internal static class AuditDrafts
{
    /// <summary>The beginning of a chain: on a new installation, or on one from before there was an audit.</summary>
    public static AuditDraft Beginning(string clusterId, DateTimeOffset now) => new()
    {
        At = now,
        Actor = Actor.Automatic,
        Subject = AuditSubject.Installation,
        Name = clusterId,
        Action = "audit-begun",
        Sentence = $"The audit of installation {clusterId} begins.",
    };

    /// <summary>A backup was put back.</summary>
    public static AuditDraft Restored(string clusterId, Backup backup, string? replaced, Actor actor, DateTimeOffset now) => new()
    {
        At = now,
        Actor = actor,
        Subject = AuditSubject.Installation,
        Name = clusterId,
        Action = "backup-restored",
        Sentence = $"The backup {backup.Name} was put back: everything committed after {backup.MadeAt:yyyy-MM-dd HH:mm:ss} UTC is gone from here.",
        Before = replaced is null ? null : JsonColumn.Write(new { Databases = Path.GetFileName(replaced) }),
        After = JsonColumn.Write(new { backup.Name, backup.MadeAt, backup.AuditEntries, backup.AuditHead }),
    };

    /// <summary>Agents have tables that the database does not.</summary>
    public static AuditDraft Behind(string clusterId, FleetAhead ahead) => new()
    {
        At = ahead.Since,
        Actor = Actor.Automatic,
        Subject = AuditSubject.Installation,
        Name = clusterId,
        Action = "behind-agents",
        Pool = ahead.Pool,
        Sentence = $"The agent {ahead.Agent} has table {ahead.Position} of pool {ahead.Pool}, which this database does not: nothing is published until it is adopted or a newer backup is put back.",
        After = JsonColumn.Write(ahead),
    };

    /// <summary>A database that is older than its agents was taken for the true one.</summary>
    public static AuditDraft Adopted(string clusterId, long epoch, Actor actor, DateTimeOffset now) => new()
    {
        At = now,
        Actor = actor,
        Subject = AuditSubject.Installation,
        Name = clusterId,
        Action = "database-adopted",
        Sentence = $"The database, which is older than its agents, is the true one from here on: tables are published under epoch {epoch}.",
        After = JsonColumn.Write(new { Epoch = epoch }),
    };

    /// <summary>A change of an endpoint.</summary>
    public static AuditDraft Of(EndpointChange change, Actor actor, string reason, long tableRevision) => new()
    {
        At = change.At,
        Actor = actor,
        Subject = AuditSubject.Endpoint,
        Name = change.Endpoint,
        Action = Kebab(change.Kind.ToString()),
        Endpoint = change.Endpoint,
        Pool = change.Pool,
        Sentence = change.Sentence,
        Reason = reason,
        Before = change.Before is null ? null : JsonColumn.Write(change.Before),
        After = change.After is null ? null : JsonColumn.Write(change.After),
        TableRevision = tableRevision,
    };

    /// <summary>Something that moved a rollout, or was refused.</summary>
    /// <param name="context">Knows how the rollout was when it was loaded.</param>
    /// <param name="rollout">As it is now.</param>
    /// <param name="entry">The entry of its history.</param>
    public static AuditDraft Of(StateContext context, Rollout rollout, RolloutEvent entry) => new()
    {
        At = entry.At,
        Actor = new Actor(entry.Actor, entry.Way),
        Subject = AuditSubject.Rollout,
        Name = rollout.Id,
        Action = entry.RefusalCode is not null ? "refused" : entry.Trigger is { } trigger ? Kebab(trigger.ToString()) : "adjusted",
        Endpoint = rollout.Endpoint,
        Pool = rollout.Pool,
        Sentence = entry.Sentence,
        Reason = entry.Reason,
        Before = StandingBefore(context, rollout),
        After = Standing(entry.Phase, entry.Step),
        Numbers = entry.Numbers.Count == 0 ? null : JsonColumn.Write(entry.Numbers),
        RefusalCode = entry.RefusalCode,
    };

    /// <summary>A rollout that was accepted, whether it begins at once or waits.</summary>
    public static AuditDraft Accepted(Rollout rollout, Actor actor, string reason, DateTimeOffset now) => new()
    {
        At = now,
        Actor = actor,
        Subject = AuditSubject.Rollout,
        Name = rollout.Id,
        Action = "accepted",
        Endpoint = rollout.Endpoint,
        Pool = rollout.Pool,
        Sentence = $"Accepted {StrategyText.WithArticle(rollout.Strategy)} in {rollout.Plan.Steps.Count} steps.",
        Reason = reason,
        After = JsonColumn.Write(new { rollout.Strategy, rollout.StableVersion, Steps = rollout.Plan.Steps.Select(s => s.Title) }),
    };

    private static string? StandingBefore(StateContext context, Rollout rollout)
    {
        var tracked = context.Entry(rollout);
        return tracked.State is EntityState.Added or EntityState.Detached
            ? null
            : Standing(tracked.Property(r => r.Phase).OriginalValue, tracked.Property(r => r.Step).OriginalValue);
    }

    private static string Standing(RolloutPhase phase, int step) => JsonColumn.Write(new { Phase = phase, Step = step });

    private static string Kebab(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);
}
