using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Analysis.Templates.Sources;
using ControlPlane.Domain.Rollouts;

namespace ControlPlane.Web.Features.Analysis;

/// <summary>
/// Asks sources outside for the measurements that are due and keeps the newest answers, so that the engine finds them as facts.
/// Nothing here decides, and nothing here must survive a restart: what is due is asked again. A singleton state holder, thread-safe.
/// </summary>
public sealed partial class ExternalMeasurements(SourceReader sources, TimeProvider clock, ILogger<ExternalMeasurements> logger) : IDisposable
{
    private const int MaximumParallel = 8;

    private readonly Lock _lock = new();
    private readonly Dictionary<Place, ExternalReading> _readings = [];
    private readonly HashSet<Place> _asking = [];
    private readonly SemaphoreSlim _free = new(MaximumParallel, MaximumParallel);
    private readonly CancellationTokenSource _ended = new();

    /// <summary>The newest answers for a rollout's present traffic.</summary>
    public ExternalReadings Of(Rollout rollout)
    {
        lock (_lock)
        {
            return new ExternalReadings(_readings.Where(r => r.Key.Rollout == rollout.Id && r.Key.Revision == rollout.StratumRevision)
                .ToDictionary(r => (r.Key.Variant, r.Key.Check), r => r.Value));
        }
    }

    /// <summary>Begins to ask whatever is due and not being asked yet; answers come later.</summary>
    public void Ask(Rollout rollout, RolloutFacts facts)
    {
        ForgetBefore(rollout);
        foreach (var question in ExternalQuestions.Of(rollout, facts, clock.GetUtcNow()))
        {
            var place = new Place(rollout.Id, rollout.StratumRevision, question.Variant, question.Check);
            lock (_lock)
            {
                if (!_asking.Add(place))
                    continue;
            }

            _ = AskAsync(place, question, FactsOf(rollout, question), _ended.Token);
        }
    }

    /// <summary>Forgets the answers for rollouts that have ended.</summary>
    public void Keep(IReadOnlySet<string> active)
    {
        lock (_lock)
        {
            foreach (var gone in _readings.Keys.Where(p => !active.Contains(p.Rollout)).ToList())
                _readings.Remove(gone);
        }
    }

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
        _free.Dispose();
    }

    // Answers about traffic that has changed since are never read again, and a bandit changes it every minute for days.
    private void ForgetBefore(Rollout rollout)
    {
        lock (_lock)
        {
            foreach (var gone in _readings.Keys.Where(p => p.Rollout == rollout.Id && p.Revision < rollout.StratumRevision).ToList())
                _readings.Remove(gone);
        }
    }

    private async Task AskAsync(Place place, ExternalQuestion question, SourceFacts facts, CancellationToken cancellation)
    {
        try
        {
            await _free.WaitAsync(cancellation);
            try
            {
                var reading = await ReadAsync(question, facts, cancellation);
                if (reading.Error is { } error)
                    LogFailed(place.Rollout, question.Check.Metric, question.Check.Source!.Kind, error);
                lock (_lock)
                {
                    _readings[place] = reading;
                }
            }
            finally
            {
                _free.Release();
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or ObjectDisposedException && cancellation.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException) // The edge: a source may fail in ways nobody foresaw, and that is an error of the measurement.
        {
            LogBroken(place.Rollout, question.Check.Metric, exception);
            lock (_lock)
            {
                _readings[place] = new ExternalReading { At = clock.GetUtcNow(), Error = $"an unexpected failure ({exception.GetType().Name})." };
            }
        }
        finally
        {
            lock (_lock)
            {
                _asking.Remove(place);
            }
        }
    }

    private Task<ExternalReading> ReadAsync(ExternalQuestion question, SourceFacts facts, CancellationToken cancellation) =>
        sources.ReadAsync(question.Check.Source!, facts, question.IsCompared ? facts with { Variant = question.Champion!, Version = question.ChampionVersion } : null, cancellation);

    private static SourceFacts FactsOf(Rollout rollout, ExternalQuestion question) => new(
        rollout.Id, rollout.Endpoint, rollout.Model, question.Variant, question.Version, question.Champion, rollout.Step, rollout.StratumSince!.Value, question.Check.Metric);

    [LoggerMessage(1310, LogLevel.Warning, "Rollout {Rollout}: {Metric} could not be measured by {Kind}: {Reason}")]
    private partial void LogFailed(string rollout, string metric, string kind, string reason);

    [LoggerMessage(1311, LogLevel.Error, "Rollout {Rollout}: measuring {Metric} failed unexpectedly.")]
    private partial void LogBroken(string rollout, string metric, Exception exception);

    private readonly record struct Place(string Rollout, long Revision, string Variant, MetricCheck Check);
}
