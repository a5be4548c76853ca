using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Routing;

/// <summary>
/// Every version that is held or on the way, each with a task of its own that goes on whatever table comes next, as long as one wants it.
/// Wanted and used versions change from one thread at a time; reading is thread-safe.
/// </summary>
/// <param name="preparer">Takes a version to its end.</param>
/// <param name="scheduler">Where the tasks run; null for the pool.</param>
internal sealed class PreparationBoard(VersionPreparer preparer, TaskScheduler? scheduler = null) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly List<Preparation> _preparations = [];
    private readonly HashSet<Task> _retiring = [];
    private IReadOnlyList<PreparedVersion> _wanted = [];

    /// <summary>Called after every change of a state, from any thread.</summary>
    public event Action? Changed;

    /// <summary>True once nothing more can be done without the network.</summary>
    public bool IsSettledLocally
    {
        get
        {
            lock (_lock)
                return _preparations.TrueForAll(p => p.IsSettledLocally);
        }
    }

    /// <summary>Sets which versions are wanted; begins what is missing. What is no longer wanted goes on until <see cref="ReleaseUnused"/>.</summary>
    public void Want(IReadOnlyList<PreparedVersion> versions)
    {
        var begun = new List<Preparation>();
        lock (_lock)
        {
            _wanted = versions;
            foreach (var version in versions.Where(v => !_preparations.Exists(p => p.IsFor(v))))
                begun.Add(new Preparation(version));
            _preparations.AddRange(begun);
        }

        foreach (var preparation in begun)
            preparation.Work = Begin(preparation);
    }

    /// <summary>How far each wanted version is.</summary>
    public IReadOnlyList<PreparationStatus> Statuses()
    {
        lock (_lock)
            return [.. _wanted.Select(v => _preparations.Find(p => p.IsFor(v))!.Status)];
    }

    /// <summary>Cancels or releases, in the background, what is neither wanted nor used by the table in force.</summary>
    public void ReleaseUnused(ServingTable inForce)
    {
        var used = inForce.Endpoints.Values.SelectMany(e => e.Models).ToHashSet();
        List<Preparation> released;
        lock (_lock)
        {
            _retiring.RemoveWhere(t => t.IsCompletedSuccessfully);
            released = _preparations.FindAll(p => !IsWanted(p) && !(p.Status.Model is { } model && used.Contains(model)));
            _preparations.RemoveAll(released.Contains);
        }

        // Outside the lock, because cancelling goes on with what waited.
        Task[] retiring = [.. released.Select(p => p.RetireAsync())];
        lock (_lock)
            _retiring.UnionWith(retiring);
    }

    /// <summary>Releases everything, once nobody uses it.</summary>
    public async ValueTask DisposeAsync()
    {
        List<Preparation> released;
        List<Task> retiring;
        lock (_lock)
        {
            released = [.. _preparations];
            retiring = [.. _retiring];
            _preparations.Clear();
            _wanted = [];
        }

        await Task.WhenAll([.. retiring, .. released.Select(p => p.RetireAsync())]);
    }

    private Task Begin(Preparation preparation) => Task.Factory.StartNew(
        () => preparer.RunAsync(preparation, () => Changed?.Invoke()),
        CancellationToken.None,
        TaskCreationOptions.DenyChildAttach,
        scheduler ?? TaskScheduler.Default).Unwrap();

    private bool IsWanted(Preparation preparation) => _wanted.Any(preparation.IsFor);
}
