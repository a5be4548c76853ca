namespace ControlPlane.Demo.Users;

/// <summary>Work that was begun and may not have ended, up to a bound; used by its one owner only.</summary>
internal sealed class WorkInFlight(int bound)
{
    private readonly List<Task> _tasks = [];

    public bool IsFull => _tasks.Count >= bound;

    public void Add(Task task)
    {
        if (!task.IsCompletedSuccessfully)
            _tasks.Add(task);
    }

    /// <summary>Lets go of what has ended; a surprise in one of them is thrown here.</summary>
    public void Sweep() => _tasks.RemoveAll(HasEnded);

    /// <summary>Waits until everything has ended, however it ended.</summary>
    public async Task EndAsync() => await Task.WhenAll(_tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static bool HasEnded(Task task)
    {
        if (task.IsFaulted)
            task.GetAwaiter().GetResult();

        return task.IsCompleted;
    }
}
