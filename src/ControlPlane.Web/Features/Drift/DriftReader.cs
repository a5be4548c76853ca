using System.Collections.Concurrent;
using ControlPlane.Contracts.Routing;
using ControlPlane.Data.Drift;
using ControlPlane.Data.Endpoints;
using ControlPlane.Domain.Drift;
using ControlPlane.Domain.Rollouts;

namespace ControlPlane.Web.Features.Drift;

/// <summary>
/// Holds the windows of each endpoint against its references. What was scored is kept, so that a look reads only windows that are new;
/// after a restart the same measurements give the same verdict. A singleton with state, thread-safe.
/// </summary>
public sealed class DriftReader(WindowQueries windows, PredictionQueries predictions, ReferenceStore references, TimeProvider clock) : IDisposable
{
    /// <summary>Windows that are kept in sight.</summary>
    public const int WindowCount = 24;

    /// <summary>How long after its end a window may still fill: agents send features every ten seconds.</summary>
    public static readonly TimeSpan Lag = TimeSpan.FromSeconds(15);

    /// <summary>The shortest span that features are kept by.</summary>
    internal static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private const int StillFilling = 2;
    private const long FewestRequests = 20;
    private static readonly TimeSpan StreamLength = TimeSpan.FromHours(3);

    private readonly ConcurrentDictionary<string, SeenDrift> _seen = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>The last look at an endpoint; null when there was none since the start.</summary>
    public DriftAssessment? Find(string endpoint) => _seen.GetValueOrDefault(endpoint)?.Assessment;

    /// <summary>What the engine needs of the last look; null when nothing is alarmed.</summary>
    public DriftStanding? StandingOf(EndpointRow endpoint) =>
        Find(endpoint.Name) is { Since: { } since } assessment ? new(assessment.Verdict, since, endpoint.Settings.Drift.Action) : null;

    /// <summary>Looks; gives the same instance again while nothing new is to be seen.</summary>
    public async Task<DriftAssessment> ReadAsync(EndpointRow endpoint, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return await LookAsync(endpoint, cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>The references in force at an endpoint.</summary>
    public static ReferenceSet SetOf(EndpointRow endpoint, IReadOnlyList<StoredReference> inForce) => new()
    {
        StableVersion = endpoint.StableVersion,
        Inputs = inForce.Where(r => r.Part == ReferencePart.Inputs).ToDictionary(r => r.Version, r => r.ToReference()),
        Predictions = inForce.FirstOrDefault(r => r.Part == ReferencePart.Predictions && r.Version == endpoint.StableVersion)?.ToReference(),
    };

    /// <summary>What was seen of the variants that an endpoint still has.</summary>
    public static ObservedWindow Present(EndpointRow endpoint, ObservedWindow window) =>
        window with { Variants = [.. window.Variants.Where(v => endpoint.Variants.Any(e => e.Name == v.Variant && e.Version == v.Version))] };

    private async Task<DriftAssessment> LookAsync(EndpointRow endpoint, CancellationToken cancellation)
    {
        var length = endpoint.Settings.Drift.Window;
        var end = AlignDown(clock.GetUtcNow() - Lag, length);
        var inForce = await references.InForceAsync(endpoint.Name, cancellation);
        var basis = $"{length} {endpoint.StableVersion} {string.Join(' ', endpoint.Variants.Select(v => v.Name))} {string.Join(' ', inForce.Select(r => r.Id))}";
        var before = _seen.GetValueOrDefault(endpoint.Name);
        if (before is not null && before.End == end && before.Basis == basis)
            return before.Assessment;

        var champion = endpoint.Variants.First(v => v.Role == VariantRole.Champion).Name;
        var known = before?.Basis == basis ? before.Assessment : null;
        var scored = await ScoreAsync(endpoint, SetOf(endpoint, inForce), end, known?.Windows ?? [], cancellation);
        var assessment = DriftAssessment.Of(scored, length, champion, DriftRule.Default) with { Streams = await StreamsAsync(endpoint, end - (WindowCount * length), cancellation) };
        assessment = assessment with { Since = SinceOf(assessment, known) };
        _seen[endpoint.Name] = new(end, basis, assessment);
        return assessment;
    }

    private async Task<IReadOnlyList<ScoredWindow>> ScoreAsync(
        EndpointRow endpoint, ReferenceSet set, DateTimeOffset end, IReadOnlyList<ScoredWindow> known, CancellationToken cancellation)
    {
        if (set.Inputs.Count == 0 && set.Predictions is null)
            return [];

        var length = endpoint.Settings.Drift.Window;
        var settled = known.SkipLast(StillFilling).ToDictionary(w => w.From);
        var scored = new List<ScoredWindow>();
        for (var from = end - (WindowCount * length); from < end; from += length)
        {
            if (from + length <= endpoint.CreatedAt)
                continue;
            scored.Add(settled.GetValueOrDefault(from)
                ?? ScoredWindow.Of(Present(endpoint, await windows.WindowAsync(endpoint.Name, from, length, cancellation)), set, DriftRule.Default));
        }

        return scored;
    }

    private async Task<IReadOnlyList<StreamChange>> StreamsAsync(EndpointRow endpoint, DateTimeOffset oldest, CancellationToken cancellation)
    {
        var to = AlignDown(clock.GetUtcNow() - Lag, Minute);
        var rows = await predictions.HistoryAsync(endpoint.Name, to - StreamLength, to, Minute, cancellation);
        var changes = new List<StreamChange?>();
        foreach (var variant in endpoint.Variants)
        {
            var minutes = rows.Where(r => r.Variant == variant.Name && r.Version == variant.Version && r.Requests >= FewestRequests).ToArray();
            changes.Add(StreamChange.Find(variant.Name, StreamKind.ErrorShare, [.. minutes.Select(r => (r.From, (double)r.Errors / r.Requests))]));
            changes.Add(StreamChange.Find(variant.Name, StreamKind.Score, [.. minutes.Select(r => (r.From, Mean: PredictionWindow.MeanOf(r.Scores))).Where(m => m.Mean is not null).Select(m => (m.From, m.Mean!.Value))]));
        }

        return [.. changes.OfType<StreamChange>().Where(c => c.At >= oldest).OrderByDescending(c => c.At)];
    }

    // An alarm that reaches back to the last look is the alarm of that look, whose begin may be out of sight by now.
    private static DateTimeOffset? SinceOf(DriftAssessment now, DriftAssessment? before) =>
        before?.Verdict.Origin == now.Verdict.Origin && before.Since < now.Since && now.Since <= before.Windows[^1].From + before.Window ? before.Since : now.Since;

    internal static DateTimeOffset AlignDown(DateTimeOffset instant, TimeSpan length) => new(instant.UtcTicks - (instant.UtcTicks % length.Ticks), TimeSpan.Zero);
}
