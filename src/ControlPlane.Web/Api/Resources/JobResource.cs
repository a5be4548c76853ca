using ControlPlane.Domain.Jobs;

namespace ControlPlane.Web.Api.Resources;

/// <summary>A batch job as the API tells it. Immutable.</summary>
internal sealed record JobResource
{
    public required string Id { get; init; }

    public required string Endpoint { get; init; }

    public required string Model { get; init; }

    public required int Version { get; init; }

    public required string Name { get; init; }

    public required JobPhase Phase { get; init; }

    public required string Reason { get; init; }

    public required long Rows { get; init; }

    public required long RowsDone { get; init; }

    public required long BrokenRows { get; init; }

    /// <summary>The first broken rows by line; the others stand in the results.</summary>
    public required IReadOnlyList<RowProblem> Broken { get; init; }

    public required int Chunks { get; init; }

    public required int ChunksDone { get; init; }

    public required JobSettings Settings { get; init; }

    public required string InputDigest { get; init; }

    public required long InputBytes { get; init; }

    public required long ResultBytes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null while it runs.</summary>
    public required DateTimeOffset? EndedAt { get; init; }

    public required string StartedBy { get; init; }

    /// <summary>The job whose schedule began it; null when a person did.</summary>
    public required string? ScheduledBy { get; init; }

    /// <summary>Null when it is run once.</summary>
    public required JobScheduleResource? Schedule { get; init; }

    public static JobResource Of(BatchJob job) => new()
    {
        Id = job.Id,
        Endpoint = job.Endpoint,
        Model = job.Model,
        Version = job.Version,
        Name = job.Name,
        Phase = job.Phase,
        Reason = job.Sentence,
        Rows = job.Rows,
        RowsDone = job.RowsDone,
        BrokenRows = job.BrokenRows,
        Broken = job.Problems,
        Chunks = job.Chunks,
        ChunksDone = job.ChunksDone,
        Settings = job.Settings,
        InputDigest = job.InputDigest,
        InputBytes = job.InputBytes,
        ResultBytes = job.ResultBytes,
        CreatedAt = job.CreatedAt,
        EndedAt = job.EndedAt,
        StartedBy = job.StartedBy,
        ScheduledBy = job.ScheduledBy,
        Schedule = job.Schedule is { } schedule ? new JobScheduleResource(schedule.Every, schedule.OnPromotion, schedule.NextAt) : null,
    };
}
