using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
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

    private readonly BatchExecution _execution = new(lanes, runTimes, time);
    private readonly Lock _gate = new();
    private readonly Queue<BatchMember> _waiting = new();
    private readonly ConcurrentBag<BatchMember> _idle = [];
    private int _running;
    private bool _isGathering;

    /// <summary>How they are run together.</summary>
    public BatchPolicy Policy => policy;

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
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Refusal?> RunAsync(InferenceLane lane, TimeSpan? remaining, TaskScheduler workers, CancellationToken caller)
    {
        // A thread of the pool is not held for long.
        var canRunHere = workers == TaskScheduler.Default && policy.MaximumDelay == TimeSpan.Zero;
        if (canRunHere && TryEnter())
        {
            try
            {
                return _execution.RunAlone(lane, remaining, caller);
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

            _execution.Run(members);
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
}
