using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Mirroring;
using ControlPlane.AgentHost.Routing;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Serving;

/// <summary>
/// Threads of their own for requests that take long.
/// On the shared pool a few of them would hold every thread, and health checks, short requests and the agent's heartbeat would wait behind them.
/// One thread per processor; what waits for them is bounded by the <see cref="AdmissionGate"/>. Thread-safe.
/// </summary>
internal sealed class LongRuns : TaskScheduler, IDisposable
{
    /// <summary>Bodies from this length on take long to read.</summary>
    public const int LongBody = 256 << 10;

    /// <summary>Runs that usually take longer than this get such a thread; the change to it costs some microseconds, below a hundredth of this.</summary>
    public static readonly TimeSpan LongRun = TimeSpan.FromMilliseconds(1);

    private readonly FairQueue<Task> _tasks = new();
    private readonly Lazy<Thread[]> _threads;
    private readonly bool _isBatch;

    /// <summary>Threads that start with the first run.</summary>
    /// <param name="isBatch">They are of lower priority than all others and run batch requests, however long those take.</param>
    public LongRuns(bool isBatch = false) => (_isBatch, _threads) = (isBatch, new Lazy<Thread[]>(StartThreads));

    /// <inheritdoc />
    public override int MaximumConcurrencyLevel => Environment.ProcessorCount;

    /// <summary>Whether a request of an endpoint may take long: its body is large, or a model of it usually takes long.</summary>
    public static bool IsExpected(ServedEndpoint endpoint, int bodyLength)
    {
        foreach (var variant in endpoint.Variants)
        {
            if (variant.Routing.Role != VariantRole.Shadow && HoldsItsThread(variant.Model))
                return true;
        }

        return HoldsItsThread(endpoint.Fallback?.Model) || bodyLength >= LongBody;
    }

    // What may run in a batch waits for it without a thread.
    private static bool HoldsItsThread(LoadedModel? model) => model is { Batcher: null } && model.RunTimes.Average > LongRun;

    /// <summary>Runs it on a thread of its own as soon as one is free.</summary>
    /// <param name="owner">Owners are served in turn, so that a flood for one does not hold up the others.</param>
    /// <param name="run">What to run.</param>
    public Task<T> RunAsync<T>(object owner, Func<T> run) =>
        Task.Factory.StartNew(_ => run(), owner, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this);

    /// <summary>Ends the threads after what waits for them.</summary>
    public void Dispose() => _tasks.End();

    /// <inheritdoc />
    protected override void QueueTask(Task task)
    {
        _ = _threads.Value;
        _tasks.Add(task.AsyncState ?? this, task);
    }

    /// <inheritdoc />
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    /// <inheritdoc />
    protected override IEnumerable<Task> GetScheduledTasks() => _tasks.Waiting();

    private Thread[] StartThreads()
    {
        var threads = new Thread[MaximumConcurrencyLevel];
        for (var i = 0; i < threads.Length; i++)
        {
            threads[i] = new Thread(RunTasks) { IsBackground = true, Name = _isBatch ? $"batch requests {i}" : $"long runs {i}" };
            threads[i].Start();
        }

        return threads;
    }

    private void RunTasks()
    {
        if (_isBatch)
            NativePriority.LowerThisThread(NativePriority.Batch);
        while (_tasks.TryTake(out var task))
            TryExecuteTask(task);
    }
}
