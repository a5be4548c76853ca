using System.Collections.Concurrent;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Inference.Batching;

/// <summary>
/// Runs a model's requests, together where they pile up. Whoever finds a place to run runs at once and alone;
/// while every place is taken the others gather, and whoever leaves has them run as one batch. So there is no delay where there is no load.
/// A batch that fails is run again one by one, so that a bad member fails alone. Thread-safe.
/// </summary>
internal sealed class Batcher(LanePool lanes, BatchPolicy policy, RunTimes runTimes, TimeProvider time)
{
    /// <summary>Models whose runs are shorter gain nothing: passing a request on costs as much.</summary>
    public static readonly TimeSpan ShortestRun = TimeSpan.FromMicroseconds(50);

    private static readonly int Places = Environment.ProcessorCount;

    private readonly Lock _gate = new();
    private readonly Queue<BatchMember> _waiting = new();
    private readonly ConcurrentBag<BatchMember> _idle = [];
    private int _running;
    private bool _isGathering;

    /// <summary>Requests that wait for a run.</summary>
    public int WaitingCount
    {
        get
        {
            lock (_gate)
                return _waiting.Count;
        }
    }

    /// <summary>Whether a lane's request may share a run: it leaves room for another, and gives no optional input.</summary>
    public bool Takes(InferenceLane lane) => lane.RowCount is > 0 and var rows && rows < policy.MaximumRows && !lane.HasOptionalInput;

    /// <summary>Runs what the lane's inputs hold.</summary>
    /// <param name="lane">Filled.</param>
    /// <param name="remaining">How long its caller waits; null for ever.</param>
    /// <param name="workers">Where batches run.</param>
    /// <param name="caller">Cancelled when the caller goes away.</param>
    /// <returns>Null, or a refusal: <c>model_failed</c>, <c>deadline_exceeded</c>, <c>cancelled</c>.</returns>
    public async ValueTask<Refusal?> RunAsync(InferenceLane lane, TimeSpan? remaining, TaskScheduler workers, CancellationToken caller)
    {
        // A thread of the pool is not held for long.
        var canRunHere = workers == TaskScheduler.Default && policy.MaximumDelay == TimeSpan.Zero;
        if (canRunHere && TryEnter())
        {
            try
            {
                return RunAlone(lane, remaining, caller);
            }
            finally
            {
                Leave(workers);
            }
        }

        var member = _idle.TryTake(out var idle) ? idle : new BatchMember();
        member.Begin(lane, remaining is { } limit ? time.GetTimestamp() + (long)(limit.TotalSeconds * time.TimestampFrequency) : null, caller);
        Enqueue(member, workers);
        try
        {
            return await member.Task.ConfigureAwait(false);
        }
        finally
        {
            member.End();
            _idle.Add(member);
        }
    }

    private bool TryEnter()
    {
        lock (_gate)
        {
            if (_running == Places || _waiting.Count > 0)
                return false;
            _running++;
            return true;
        }
    }

    private void Leave(TaskScheduler workers)
    {
        lock (_gate)
        {
            if (_waiting.Count == 0)
            {
                _running--;
                return;
            }
        }

        StartWorker(workers);
    }

    private void Enqueue(BatchMember member, TaskScheduler workers)
    {
        lock (_gate)
        {
            _waiting.Enqueue(member);
            if (_running == Places || _isGathering)
                return;
            if (policy.MaximumDelay > TimeSpan.Zero)
                _isGathering = true;
            else
                _running++;
        }

        if (policy.MaximumDelay > TimeSpan.Zero)
            _ = GatherAsync(workers);
        else
            StartWorker(workers);
    }

    private async Task GatherAsync(TaskScheduler workers)
    {
        await Task.Delay(policy.MaximumDelay, time).ConfigureAwait(false);
        lock (_gate)
        {
            _isGathering = false;
            if (_running == Places || _waiting.Count == 0)
                return;
            _running++;
        }

        StartWorker(workers);
    }

    // The place that the worker runs in is counted already.
    private void StartWorker(TaskScheduler workers) =>
        Task.Factory.StartNew(static batcher => ((Batcher)batcher!).Work(), this, CancellationToken.None, TaskCreationOptions.DenyChildAttach, workers);

    private void Work()
    {
        var members = new List<BatchMember>();
        while (true)
        {
            lock (_gate)
            {
                members.Clear();
                Draw(members);
                if (members.Count == 0)
                {
                    _running--;
                    return;
                }
            }

            Run(members);
        }
    }

    // Whoever waited longest, and all behind it that may lie beside it, up to the rows of a batch.
    private void Draw(List<BatchMember> members)
    {
        var rows = 0;
        while (_waiting.TryPeek(out var next) && rows + next.Lane.RowCount <= policy.MaximumRows && (members.Count == 0 || BatchRun.CanJoin(next.Lane, members[0].Lane)))
        {
            rows += next.Lane.RowCount;
            members.Add(_waiting.Dequeue());
        }
    }

    // Whoever is taken off the list is done: its object may serve another request at once.
    private void Run(List<BatchMember> members)
    {
        try
        {
            for (var i = members.Count - 1; i >= 0; i--)
            {
                if (WhyTooLate(members[i]) is { } tooLate)
                    Take(members, i).Complete(tooLate);
            }

            if (members.Count > 1 && RunTogether(members) is { } rows)
                CompleteTogether(members, rows);
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

    // The rows that ran; null when the run failed. Its lane is given back before anybody is told: the last one to hear may release the model.
    private int? RunTogether(List<BatchMember> members)
    {
        var batch = lanes.Rent();
        try
        {
            var startedAt = time.GetTimestamp();
            if (BatchRun.Run(batch, [.. members.Select(m => m.Lane)], LongestRemaining(members)) is not null)
                return null;

            runTimes.Add(time.GetElapsedTime(startedAt));
            return batch.RowCount;
        }
        finally
        {
            lanes.Return(batch);
        }
    }

    private void CompleteTogether(List<BatchMember> members, int rows)
    {
        for (var executed = rows; members.Count > 0; executed = 0)
        {
            members[0].Lane.ExecutedRows = executed;
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

    private Refusal? RunAlone(InferenceLane lane, TimeSpan? remaining, CancellationToken caller)
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
