using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Domain.Jobs;

/// <content>What people do to a job.</content>
public sealed partial class BatchJob
{
    /// <summary>Stops it; what is done stays.</summary>
    /// <param name="chunks">All that are not done.</param>
    /// <param name="by">Who stops it.</param>
    /// <param name="now">The time.</param>
    /// <returns>The phase. Refusal: <see cref="JobRefusals.IllegalMove"/>.</returns>
    public Outcome<JobPhase> Cancel(IEnumerable<JobChunk> chunks, string by, DateTimeOffset now) =>
        Move(JobTrigger.Cancel, $"Cancelled by {by} after {RowsDone} of {Rows} rows; resume goes on with the others.", now).Then<JobPhase>(phase =>
        {
            foreach (var chunk in chunks)
                chunk.Revoke();
            return phase;
        });

    /// <summary>Goes on with what is not done; chunks that were given up are tried again.</summary>
    /// <param name="chunks">All that are not done.</param>
    /// <param name="brokenLimit">Another share of broken rows above which it stops; null leaves it.</param>
    /// <param name="by">Who lets it go on.</param>
    /// <param name="now">The time.</param>
    /// <returns>The phase. Refusals: <see cref="JobRefusals.IllegalMove"/>, <see cref="JobRefusals.Invalid"/>.</returns>
    public Outcome<JobPhase> Resume(IReadOnlyCollection<JobChunk> chunks, double? brokenLimit, string by, DateTimeOffset now)
    {
        var settings = Settings with { BrokenLimit = brokenLimit ?? Settings.BrokenLimit };
        if (JobDraft.Check(settings) is { } invalid)
            return invalid;
        if (Phase == JobPhase.Failed && BrokenRows > settings.BrokenLimit * Rows)
            return Refusal.OfField(JobRefusals.Invalid, "brokenLimit", $"is {settings.BrokenLimit}, and {BrokenRows} of {Rows} rows are broken already", $"give at least {(double)BrokenRows / Rows:0.####}");
        var moved = Move(JobTrigger.Resume, $"Resumed by {by} at {RowsDone} of {Rows} rows.", now);
        if (!moved.IsAccepted)
            return moved;

        Settings = settings;
        foreach (var chunk in chunks)
            chunk.Retry();

        // It had failed on its last chunk by the limit, and there is nothing left to run.
        if (ChunksDone < Chunks)
            return moved;
        IsStoreDue = Settings.IsStored;
        return Move(JobTrigger.Finish, $"All {Rows} rows are done, {BrokenRows} of them broken.", now);
    }

    /// <summary>Sets when it is run again.</summary>
    /// <param name="every">Time between two runs.</param>
    /// <param name="onPromotion">Also as soon as another version is stable.</param>
    /// <param name="now">The time.</param>
    /// <returns>The schedule. Refusal: <see cref="JobRefusals.Invalid"/>.</returns>
    public Outcome<JobSchedule> Plan(TimeSpan every, bool onPromotion, DateTimeOffset now)
    {
        if (every < JobSchedule.Shortest)
            return Refusal.OfField(JobRefusals.Invalid, "every", $"is {every}", $"use {JobSchedule.Shortest} or more");
        Schedule = new JobSchedule(every, onPromotion, now + every);
        return Schedule;
    }

    /// <summary>It is not run again.</summary>
    public void Unplan() => Schedule = null;

    /// <summary>Its schedule began a run.</summary>
    public void Repeated(DateTimeOffset now) => Schedule = Schedule?.After(now);

    /// <summary>Its results became the stored predictions, or cannot, which the sentence then says.</summary>
    public void Stored(string sentence) => (IsStoreDue, Sentence) = (false, $"{Sentence} {sentence}");
}
