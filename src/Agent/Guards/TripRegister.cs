using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Guards;

/// <summary>
/// Guards that are tripped now. A trip holds for one route revision of its endpoint: it ends when a higher one is in force, and survives restarts until then.
/// Singleton, thread-safe.
/// </summary>
internal sealed class TripRegister(TripFile file, ITripReports reports, ILogger<TripRegister> logger)
{
    private readonly Lock _lock = new();
    private readonly Lock _fileLock = new();
    private readonly Dictionary<(string Endpoint, string Variant, GuardKind Guard), long> _totals = [];
    private volatile IReadOnlyList<TripReport> _current = [];

    /// <summary>The trips in force.</summary>
    public IReadOnlyList<TripReport> Current => _current;

    /// <summary>Trips since the start of the process.</summary>
    public IReadOnlyList<KeyValuePair<(string Endpoint, string Variant, GuardKind Guard), long>> Totals
    {
        get
        {
            lock (_lock)
                return [.. _totals];
        }
    }

    /// <summary>Begins with what the disk holds.</summary>
    public void Restore()
    {
        var loaded = file.Load();
        if (!loaded.IsAccepted)
            logger.TripsUnreadable(loaded.Refusal.Sentence);
        else
            _current = loaded.Value;
    }

    /// <summary>Diverts a variant whose trip is in force, as after a restart.</summary>
    public void Apply(VariantRecorder recorder)
    {
        if (_current.Any(t => KeyOf(t) == recorder.Key))
            recorder.Divert(Diversion.Trip);
    }

    /// <summary>A guard tripped, and its variant is diverted already.</summary>
    public void Add(TripReport trip)
    {
        lock (_lock)
        {
            _current = [.. _current.Where(t => KeyOf(t) != KeyOf(trip)), trip];
            var key = (trip.Endpoint, trip.Variant, trip.Guard);
            _totals[key] = _totals.GetValueOrDefault(key) + 1;
        }

        reports.Tripped(trip);
        logger.Tripped(trip.Endpoint, trip.Variant, trip.Guard, trip.Observed, trip.Limit, trip.Requests, trip.WindowSeconds);
        Save();
    }

    /// <summary>Forgets trips of endpoints that route by a higher revision now.</summary>
    public void ForgetPast(ServingTable table) => Forget(t => ServedStatus.RevisionOf(table, t.Endpoint) > t.RouteRevision);

    /// <summary>Forgets trips of endpoints that the accepted table does not have any more.</summary>
    public void ForgetGone(RoutingTable view) => Forget(t => view.Endpoints.All(e => e.Name != t.Endpoint));

    private void Forget(Func<TripReport, bool> isOver)
    {
        if (!_current.Any(isOver))
            return;

        List<TripReport> ended;
        lock (_lock)
        {
            ended = [.. _current.Where(isOver)];
            _current = [.. _current.Except(ended)];
        }

        foreach (var trip in ended)
            logger.TripEnded(trip.Endpoint, trip.Variant, trip.RouteRevision);
        Save();
    }

    // Whoever writes last writes what is current then.
    private void Save()
    {
        lock (_fileLock)
        {
            if (file.Save(_current) is { } refusal)
                logger.TripsNotKept(refusal.Sentence);
        }
    }

    private static VariantKey KeyOf(TripReport trip) => new(trip.Endpoint, trip.Variant, trip.Version, trip.RouteRevision);
}
