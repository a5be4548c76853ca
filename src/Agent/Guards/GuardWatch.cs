using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Guards;

/// <summary>
/// Looks at every challenger several times a second and takes away the traffic of one that passes a limit, before anybody is told.
/// Needs no control plane. Singleton; <see cref="Check"/> has one caller.
/// </summary>
internal sealed class GuardWatch(ServingTableHolder tables, TripRegister trips, TimeProvider time, ILogger<GuardWatch> logger) : BackgroundService
{
    /// <summary>Between two looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly List<GuardWindow> _windows = [];
    private ServingTable? _watched;

    /// <summary>One look at everything.</summary>
    public void Check()
    {
        var table = tables.Current;
        if (!ReferenceEquals(table, _watched))
            Watch(table);

        var tripped = new List<TripReport>();
        foreach (var window in _windows.Where(w => !w.Recorder.IsTripped))
        {
            window.Observe();
            if (GuardJudge.Judge(window.Counts, window.Limits) is not { } verdict)
                continue;
            window.Recorder.Divert(Diversion.Trip);
            tripped.Add(ReportOf(window, verdict));
        }

        // Told after all are diverted, because telling writes to the disk.
        foreach (var trip in tripped)
            trips.Add(trip);
    }

    /// <summary>
    /// Challengers of an endpoint that has guards: those that answer, except the stable variant and any other one with the stable version,
    /// whose failures are no news about a change.
    /// </summary>
    internal static IEnumerable<ServedVariant> GuardedVariants(ServedEndpoint endpoint) =>
        endpoint.Routing is { Guards: not null, IsSuspended: false }
            ? endpoint.Variants.Where(v =>
                v.Model is not null && v.Routing.Role is not (VariantRole.Shadow or VariantRole.Baseline) && v.Routing.Version != endpoint.Stable.Routing.Version)
            : [];

    /// <summary>Looks until the agent stops.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                CheckSafely();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The agent stops.
        }
    }

    private void CheckSafely()
    {
        try
        {
            Check();
        }
        catch (Exception e)
        {
            // One look that fails must not be the last one.
            logger.CheckFailed(e);
        }
    }

    private void Watch(ServingTable table)
    {
        _watched = table;
        var guarded = table.Endpoints.Values.SelectMany(e => GuardedVariants(e).Select(v => (v.Recorder, Limits: e.Routing.Guards!))).ToList();
        _windows.RemoveAll(w => !guarded.Exists(g => g.Recorder == w.Recorder && g.Limits == w.Limits));
        foreach (var (recorder, limits) in guarded.Where(g => !_windows.Exists(w => w.Recorder == g.Recorder)))
            _windows.Add(new GuardWindow(recorder, limits, time));
        trips.ForgetPast(table);
    }

    private TripReport ReportOf(GuardWindow window, GuardVerdict verdict)
    {
        var key = window.Recorder.Key;
        return new TripReport
        {
            Endpoint = key.Endpoint,
            Variant = key.Variant,
            Version = key.Version,
            RouteRevision = key.RouteRevision,
            Guard = verdict.Guard,
            Limit = verdict.Limit,
            Observed = verdict.Observed,
            Requests = window.Counts.Requests,
            WindowSeconds = Math.Round(window.Covered.TotalSeconds, 3),
            FirstHarmAt = window.FirstHarmAt(verdict.Guard),
            TrippedAt = time.GetUtcNow(),
        };
    }
}
