using ControlPlane.Data.Mapping;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Audit;
using ControlPlane.Domain.Jobs;

namespace ControlPlane.Data.Audit;

/// <summary>What the audit says about batch jobs and stored predictions. Stateless.</summary>
public static class JobDrafts
{
    /// <summary>A job began.</summary>
    public static AuditDraft Started(BatchJob job, Actor actor) =>
        Of(job, actor, "started", $"A batch job began at {job.Endpoint}: {job.Rows} rows of {(job.Name.Length == 0 ? "an input" : job.Name)} on version {job.Version}.", job.CreatedAt) with
        {
            After = JsonColumn.Write(new { job.Version, job.Rows, job.InputDigest, job.Settings, job.ScheduledBy }),
        };

    /// <summary>Somebody did something to it, or it ended.</summary>
    public static AuditDraft Moved(BatchJob job, JobPhase before, string action, Actor actor, DateTimeOffset now) => Of(job, actor, action, job.Sentence, now) with
    {
        Before = JsonColumn.Write(new { Phase = before }),
        After = JsonColumn.Write(new { job.Phase, job.RowsDone, job.BrokenRows }),
    };

    /// <summary>It was removed with its results.</summary>
    public static AuditDraft Removed(BatchJob job, Actor actor, DateTimeOffset now) =>
        Of(job, actor, "removed", $"The batch job of {job.CreatedAt:yyyy-MM-dd HH:mm} UTC at {job.Endpoint} was removed with its results.", now);

    /// <summary>It is run again from now on, or no longer.</summary>
    public static AuditDraft Scheduled(BatchJob job, Actor actor, DateTimeOffset now) => Of(
        job,
        actor,
        job.Schedule is null ? "unscheduled" : "scheduled",
        job.Schedule is { } schedule ? $"The job is run again every {schedule.Every}{(schedule.OnPromotion ? " and after each promotion" : "")}." : "The job is no longer run again.",
        now) with
    { After = job.Schedule is null ? null : JsonColumn.Write(job.Schedule) };

    /// <summary>An endpoint's stored predictions came, or others took their place.</summary>
    public static AuditDraft Published(PredictionSet set, Actor actor) => new()
    {
        At = set.PublishedAt,
        Actor = actor,
        Subject = AuditSubject.BatchJob,
        Name = set.JobId,
        Action = "predictions-published",
        Endpoint = set.Endpoint,
        Pool = set.Pool,
        Sentence = $"{set.Keys} predictions of version {set.Version} are stored for {set.Endpoint}.",
        After = JsonColumn.Write(new { set.Version, set.Digest, set.Keys, set.SizeBytes }),
    };

    /// <summary>An endpoint has no stored predictions any more.</summary>
    public static AuditDraft Withdrawn(PredictionSet set, Actor actor, DateTimeOffset now) => new()
    {
        At = now,
        Actor = actor,
        Subject = AuditSubject.BatchJob,
        Name = set.JobId,
        Action = "predictions-removed",
        Endpoint = set.Endpoint,
        Pool = set.Pool,
        Sentence = $"The {set.Keys} stored predictions of {set.Endpoint} were removed.",
    };

    private static AuditDraft Of(BatchJob job, Actor actor, string action, string sentence, DateTimeOffset now) => new()
    {
        At = now,
        Actor = actor,
        Subject = AuditSubject.BatchJob,
        Name = job.Id,
        Action = action,
        Endpoint = job.Endpoint,
        Pool = job.Pool,
        Sentence = sentence,
    };
}
