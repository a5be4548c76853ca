using System.Globalization;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Domain.Jobs;

/// <summary>
/// A batch prediction job: every row of an input answered by one version, in chunks that agents lease.
/// Each row is counted once, when the chunk that holds it is finished. Not thread-safe; one operation loads, changes and saves it.
/// </summary>
public sealed partial class BatchJob
{
    /// <summary>Broken rows that are kept with their sentence; the others are only counted, and stand in the results.</summary>
    public const int MostProblems = 100;

    private BatchJob()
    {
    }

    /// <summary>Never reused; ascending in time.</summary>
    public string Id { get; private init; } = null!;

    /// <summary>Name of the endpoint.</summary>
    public string Endpoint { get; private init; } = null!;

    /// <summary>The environment whose agents run it.</summary>
    public string Pool { get; private init; } = null!;

    /// <summary>The registered model.</summary>
    public string Model { get; private init; } = null!;

    /// <summary>The version that answers.</summary>
    public int Version { get; private init; }

    /// <summary>What people call the input; empty when nothing was said.</summary>
    public string Name { get; private init; } = null!;

    /// <summary>SHA-256 of the input; also its address.</summary>
    public string InputDigest { get; private init; } = null!;

    /// <summary>Length of the input.</summary>
    public long InputBytes { get; private init; }

    /// <summary>Names of the columns; empty for JSON lines.</summary>
    public IReadOnlyList<string> Header { get; private init; } = [];

    /// <summary>How the input is read.</summary>
    public JobSettings Settings { get; private set; } = null!;

    /// <summary>Rows of the input.</summary>
    public long Rows { get; private init; }

    /// <summary>Chunks of the input.</summary>
    public int Chunks { get; private init; }

    /// <summary>Rows of finished chunks.</summary>
    public long RowsDone { get; private set; }

    /// <summary>Finished chunks.</summary>
    public int ChunksDone { get; private set; }

    /// <summary>Rows among them that have no result.</summary>
    public long BrokenRows { get; private set; }

    /// <summary>The first broken rows known, by line.</summary>
    public IReadOnlyList<RowProblem> Problems { get; private set; } = [];

    /// <summary>Length of the results so far.</summary>
    public long ResultBytes { get; private set; }

    /// <summary>Where it is.</summary>
    public JobPhase Phase { get; private set; }

    /// <summary>Why it is there, with numbers.</summary>
    public string Sentence { get; private set; } = "";

    /// <summary>When it began.</summary>
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Who began it.</summary>
    public string StartedBy { get; private init; } = null!;

    /// <summary>The job whose schedule began it; null when a person did.</summary>
    public string? ScheduledBy { get; private init; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Its results still have to become the stored predictions.</summary>
    public bool IsStoreDue { get; private set; }

    /// <summary>When it is run again; null when it is not.</summary>
    public JobSchedule? Schedule { get; private set; }

    /// <summary>A job that begins to run, and its chunks.</summary>
    public static (BatchJob Job, IReadOnlyList<JobChunk> Chunks) Start(JobDraft draft, DateTimeOffset now)
    {
        var job = new BatchJob
        {
            Id = draft.Id,
            Endpoint = draft.Endpoint,
            Pool = draft.Pool,
            Model = draft.Model,
            Version = draft.Version,
            Name = draft.Name,
            InputDigest = draft.InputDigest,
            InputBytes = draft.InputBytes,
            Header = draft.Header,
            Settings = draft.Settings,
            Rows = draft.Chunks.Sum(c => (long)c.Rows),
            Chunks = draft.Chunks.Count,
            CreatedAt = now,
            StartedBy = draft.StartedBy,
            ScheduledBy = draft.ScheduledBy,
            Sentence = "Waiting for an agent.",
        };
        return (job, [.. draft.Chunks.Select((range, number) => JobChunk.Create(draft.Id, number, range))]);
    }

    /// <summary>A chunk is finished: its rows count from now on, and the job may be over.</summary>
    /// <returns>The phase. Refusal: <see cref="JobRefusals.IllegalMove"/> when the job does not run.</returns>
    public Outcome<JobPhase> Count(ChunkResult result, DateTimeOffset now)
    {
        if (Phase != JobPhase.Running)
            return IllegalMove("take results");
        RowsDone += result.Rows;
        ChunksDone++;
        BrokenRows += result.Broken;
        ResultBytes += result.Bytes;
        Problems = [.. Problems.Concat(result.Problems).OrderBy(p => p.Line).Take(MostProblems)];
        Sentence = string.Create(CultureInfo.InvariantCulture, $"{RowsDone:N0} of {Rows:N0} rows are done, {BrokenRows:N0} of them broken.");

        // The limit is of all rows: the job stops as soon as no further row could bring the share below it.
        if (Settings.BrokenLimit is { } limit && BrokenRows > limit * Rows)
            return Move(JobTrigger.Fail, string.Create(CultureInfo.InvariantCulture, $"{BrokenRows:N0} of {Rows:N0} rows are broken, more than the limit of {limit:P1}; correct the input, or resume with a higher limit."), now);
        if (ChunksDone < Chunks)
            return Phase;
        IsStoreDue = Settings.IsStored;
        return Move(JobTrigger.Finish, string.Create(CultureInfo.InvariantCulture, $"All {Rows:N0} rows are done, {BrokenRows:N0} of them broken."), now);
    }

    /// <summary>A chunk was given up.</summary>
    /// <returns>The phase. Refusal: <see cref="JobRefusals.IllegalMove"/>.</returns>
    public Outcome<JobPhase> Fail(JobChunk chunk, string why, DateTimeOffset now) =>
        Move(JobTrigger.Fail, $"Chunk {chunk.Number}, from line {chunk.Range.FirstLine} on, failed {chunk.Tries} times: {why} Resume tries it again.", now);

    private Outcome<JobPhase> Move(JobTrigger trigger, string sentence, DateTimeOffset now)
    {
        if (JobTransitions.Next(Phase, trigger) is not { } next)
            return IllegalMove(trigger.ToString().ToLowerInvariant());
        Phase = next;
        Sentence = sentence;
        EndedAt = next == JobPhase.Running ? null : now;
        return next;
    }

    private Refusal IllegalMove(string verb) =>
        new(JobRefusals.IllegalMove, $"The job {Id} is {Phase.ToString().ToLowerInvariant()} and cannot {verb}.");
}
