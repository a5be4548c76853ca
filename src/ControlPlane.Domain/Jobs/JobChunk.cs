using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Domain.Jobs;

/// <summary>
/// Consecutive rows of a job's input, run as a whole by one agent at a time.
/// The lease is a fence: only whoever holds the newest one can end the chunk, so that an agent thought dead cannot count rows twice.
/// Not thread-safe; one operation loads, changes and saves it.
/// </summary>
public sealed class JobChunk
{
    /// <summary>Tries after which a chunk is given up.</summary>
    public const int MaximumTries = 5;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    private JobChunk()
    {
    }

    /// <summary>The job.</summary>
    public string JobId { get; private init; } = null!;

    /// <summary>Its place among the chunks, from 0.</summary>
    public int Number { get; private init; }

    /// <summary>Where it lies in the input.</summary>
    public ChunkRange Range { get; private init; } = null!;

    /// <summary>Where it is.</summary>
    public ChunkState State { get; private set; }

    /// <summary>The newest lease, which also names its results once it is done; null before the first.</summary>
    public string? Lease { get; private set; }

    /// <summary>Id of the agent that has or had it; null before the first.</summary>
    public string? Agent { get; private set; }

    /// <summary>When the lease ends, or when it may be tried again; null when at once.</summary>
    public DateTimeOffset? FreeAt { get; private set; }

    /// <summary>Times that it was given back since it began, or since the job was resumed.</summary>
    public int Tries { get; private set; }

    /// <summary>Its rows are asked for one by one, because asked for together they failed.</summary>
    public bool IsRowByRow { get; private set; }

    /// <summary>A chunk that waits.</summary>
    public static JobChunk Create(string jobId, int number, ChunkRange range) => new() { JobId = jobId, Number = number, Range = range };

    /// <summary>Whether an agent may take it now.</summary>
    public bool IsFree(DateTimeOffset now) => State is ChunkState.Waiting or ChunkState.Leased && (FreeAt is null || FreeAt <= now);

    /// <summary>An agent takes it.</summary>
    /// <returns>The chunk. Refusal: <see cref="JobRefusals.LeaseOver"/> when it is somebody else's, or done.</returns>
    public Outcome<JobChunk> Take(string lease, string agent, DateTimeOffset now, TimeSpan duration)
    {
        if (!IsFree(now))
            return new Refusal(JobRefusals.LeaseOver, $"Chunk {Number} is {State.ToString().ToLowerInvariant()}.");
        (State, Lease, Agent, FreeAt) = (ChunkState.Leased, lease, agent, now + duration);
        return this;
    }

    /// <summary>Whoever has it is still at work. A lease that ran out and that nobody took goes on.</summary>
    /// <returns>The chunk. Refusal: <see cref="JobRefusals.LeaseOver"/>.</returns>
    public Outcome<JobChunk> Renew(string lease, DateTimeOffset now, TimeSpan duration) => Holding(lease, () => FreeAt = now + duration);

    /// <summary>Its results are kept.</summary>
    /// <returns>The chunk. Refusal: <see cref="JobRefusals.LeaseOver"/>.</returns>
    public Outcome<JobChunk> Finish(string lease) => Holding(lease, () => (State, FreeAt) = (ChunkState.Done, null));

    /// <summary>Whoever has it could not run it: it waits a while, longer each time, and is given up after <see cref="MaximumTries"/>.</summary>
    /// <returns>The chunk. Refusal: <see cref="JobRefusals.LeaseOver"/>.</returns>
    public Outcome<JobChunk> GiveBack(string lease, DateTimeOffset now) => Holding(lease, () =>
    {
        Tries++;
        State = Tries < MaximumTries ? ChunkState.Waiting : ChunkState.Failed;
        FreeAt = State == ChunkState.Waiting ? now + (FirstPause * (1 << (Tries - 1))) : null;
    });

    /// <summary>Asked for together its rows fail, so that the next agent asks for them one by one.</summary>
    /// <returns>The chunk. Refusal: <see cref="JobRefusals.LeaseOver"/>.</returns>
    public Outcome<JobChunk> Split(string lease) => Holding(lease, () => (State, FreeAt, IsRowByRow) = (ChunkState.Waiting, null, true));

    /// <summary>Counts a lease that ran out, as of an agent that died: a chunk that agents die of must not go round for ever.</summary>
    /// <returns>True when it is given up by that.</returns>
    public bool RunOut(DateTimeOffset now)
    {
        if (State != ChunkState.Leased || FreeAt > now)
            return false;
        Tries++;
        (State, Lease, FreeAt) = (Tries < MaximumTries ? ChunkState.Waiting : ChunkState.Failed, null, null);
        return State == ChunkState.Failed;
    }

    /// <summary>Takes it away from whoever has it; nothing happens once it is done or given up.</summary>
    public void Revoke()
    {
        if (State == ChunkState.Leased)
            (State, Lease, FreeAt) = (ChunkState.Waiting, null, null);
    }

    /// <summary>It may be tried again from the beginning; nothing happens once it is done.</summary>
    public void Retry()
    {
        if (State != ChunkState.Done)
            (State, Lease, FreeAt, Tries) = (ChunkState.Waiting, null, null, 0);
    }

    private Outcome<JobChunk> Holding(string lease, Action change)
    {
        if (State != ChunkState.Leased || Lease != lease)
            return new Refusal(JobRefusals.LeaseOver, $"Chunk {Number} is no longer leased under {lease}; leave it to whoever has it.");
        change();
        return this;
    }
}
