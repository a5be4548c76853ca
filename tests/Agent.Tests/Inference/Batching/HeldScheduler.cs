using System.Collections.Concurrent;

namespace ControlPlane.AgentHost.Tests.Inference.Batching;

/// <summary>Keeps what it is given until a test lets it run, so that a batch gathers for certain.</summary>
internal sealed class HeldScheduler : TaskScheduler
{
    private readonly ConcurrentQueue<Task> _tasks = new();

    /// <summary>Runs everything on the calling thread.</summary>
    public void Release()
    {
        while (_tasks.TryDequeue(out var task))
            TryExecuteTask(task);
    }

    protected override void QueueTask(Task task) => _tasks.Enqueue(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => _tasks;
}
