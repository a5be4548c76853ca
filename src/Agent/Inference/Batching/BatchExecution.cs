using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Inference.Batching;

/// <summary>Runs members that were drawn together, and tells each what became of it. Thread-safe.</summary>
internal sealed class BatchExecution(LanePool lanes, RunTimes runTimes, TimeProvider time)
{
    /// <summary>Runs them all, as one where that succeeds; the list is empty then.</summary>
    // Whoever is taken off the list is done: its object may serve another request at once.
    public void Run(List<BatchMember> members)
    {
        try
        {
            for (var i = members.Count - 1; i >= 0; i--)
            {
                if (WhyTooLate(members[i]) is { } tooLate)
                    Take(members, i).Complete(tooLate);
            }

            if (members.Count > 1 && RunTogether(members) is { } run)
                CompleteTogether(members, run.Rows, run.CpuNanoseconds);
            while (members.Count > 0)
            {
                var refusal = RunAlone(members[0].Lane, RemainingOf(members[0]), members[0].Caller);
                Take(members, 0).Complete(refusal);
            }
        }
        catch (Exception e)
        {
            // Nobody may wait for ever.
            while (members.Count > 0)
                Take(members, 0).Fail(e);
        }
    }

    // The rows that ran and what they cost; null when the run failed. Its lane is given back before anybody is told: the last one to hear may release the model.
    private (int Rows, long CpuNanoseconds)? RunTogether(List<BatchMember> members)
    {
        var batch = lanes.Rent();
        try
        {
            var startedAt = time.GetTimestamp();
            if (BatchRun.Run(batch, [.. members.Select(m => m.Lane)], LongestRemaining(members)) is not null)
                return null;

            runTimes.Add(time.GetElapsedTime(startedAt));
            return (batch.RowCount, batch.CpuNanoseconds);
        }
        finally
        {
            lanes.Return(batch);
        }
    }

    // The first one stands for the run, so that sums count it once.
    private void CompleteTogether(List<BatchMember> members, int rows, long cpuNanoseconds)
    {
        for (var (executed, cpu) = (rows, cpuNanoseconds); members.Count > 0; (executed, cpu) = (0, 0))
        {
            members[0].Lane.ExecutedRows = executed;
            members[0].Lane.CpuNanoseconds = cpu;
            var tooLate = WhyTooLate(members[0]);
            Take(members, 0).Complete(tooLate);
        }
    }

    private static BatchMember Take(List<BatchMember> members, int index)
    {
        var member = members[index];
        members.RemoveAt(index);
        return member;
    }

    /// <summary>Runs one by itself.</summary>
    public Refusal? RunAlone(InferenceLane lane, TimeSpan? remaining, CancellationToken caller)
    {
        var startedAt = time.GetTimestamp();
        var failure = lane.Run(remaining, caller);
        runTimes.Add(time.GetElapsedTime(startedAt));
        lane.ExecutedRows = lane.RowCount;
        return failure;
    }

    private Refusal? WhyTooLate(BatchMember member) =>
        member.Caller.IsCancellationRequested ? new Refusal(InferenceCodes.Cancelled, "The caller went away before the run.")
        : RemainingOf(member) <= TimeSpan.Zero ? new Refusal(InferenceCodes.DeadlineExceeded, "The time was up before the run had ended.")
        : null;

    private TimeSpan? RemainingOf(BatchMember member) =>
        member.Until is { } until ? TimeSpan.FromSeconds((until - time.GetTimestamp()) / (double)time.TimestampFrequency) : null;

    // One member's time never ends the run of its mates.
    private TimeSpan? LongestRemaining(List<BatchMember> members) =>
        members.TrueForAll(m => m.Until is not null) ? members.Max(RemainingOf) : null;
}
