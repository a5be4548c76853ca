using System.Collections.Concurrent;
using ControlPlane.Contracts.Routing;
using ControlPlane.Data.Drift;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Models;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Drift;
using ControlPlane.Web.Hosting;

namespace ControlPlane.Web.Features.Drift;

/// <summary>
/// Freezes references from the first live requests of a stable version where nobody uploaded one: its predictions always,
/// its inputs only where no reference of the endpoint describes them, so that a promotion does not hide that callers changed.
/// A singleton with state, thread-safe.
/// </summary>
public sealed class LiveReferences(WindowQueries windows, ReferenceStore references, ModelQueries models, IdSource ids, TimeProvider clock)
{
    /// <summary>How far back first requests are looked for; whoever has fewer in this time lowers the number needed.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    private static readonly TimeSpan Stretch = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<string, IReadOnlyList<CollectedRows>> _collected = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _looked = new(StringComparer.Ordinal);

    /// <summary>What is still being collected at an endpoint; empty when nothing is.</summary>
    public IReadOnlyList<CollectedRows> Collected(string endpoint) => _collected.GetValueOrDefault(endpoint) ?? [];

    /// <summary>Freezes what is missing and has rows enough; looks once for each minute that is over, and no further than to the rows it needs.</summary>
    public async Task RunAsync(EndpointRow endpoint, CancellationToken cancellation)
    {
        var inForce = await references.InForceAsync(endpoint.Name, cancellation);
        var until = DriftReader.AlignDown(clock.GetUtcNow() - DriftReader.Lag, DriftReader.Minute);
        var basis = $"{until:O} {endpoint.StableVersion} {endpoint.Settings.Drift.LiveRows} {string.Join(',', endpoint.Settings.SegmentAttributes)} {string.Join(' ', inForce.Select(r => r.Id))}";
        if (_looked.GetValueOrDefault(endpoint.Name) == basis)
            return;

        var missing = await MissingAsync(endpoint, inForce, cancellation);
        var minutes = missing.Count == 0 ? [] : await FirstMinutesAsync(endpoint, missing, until, cancellation);
        var collected = new List<CollectedRows>();
        foreach (var part in missing)
        {
            var first = FirstRows(minutes, part, endpoint.Settings.Drift.LiveRows);
            var rows = MostRows(first);
            if (rows < endpoint.Settings.Drift.LiveRows || !await FreezeAsync(endpoint, part, first, cancellation))
                collected.Add(new(part, endpoint.StableVersion, rows, endpoint.Settings.Drift.LiveRows));
        }

        _collected[endpoint.Name] = collected;
        _looked[endpoint.Name] = basis;
    }

    private static IReadOnlyList<FeatureWindow> PartOf(ObservedVariant variant, ReferencePart part) => part switch
    {
        ReferencePart.Inputs => variant.Features,
        ReferencePart.Predictions => variant.Predictions is { } predictions ? [predictions] : [],
        _ => throw new InvalidOperationException($"No rows are known of {part}."),
    };

    private static long MostRows(IReadOnlyList<FeatureWindow> windows) => windows.Select(w => w.Rows).DefaultIfEmpty().Max();

    private static IReadOnlyList<FeatureWindow> FirstRows(IEnumerable<ObservedVariant> minutes, ReferencePart part, long needed)
    {
        var sum = new Dictionary<string, FeatureWindow>(StringComparer.Ordinal);
        foreach (var minute in minutes.Select(m => PartOf(m, part)))
        {
            foreach (var window in minute)
                sum[window.Name] = sum.TryGetValue(window.Name, out var before) ? before.Plus(window) : window;
            if (sum.Values.Any(w => w.Rows >= needed))
                break;
        }

        return [.. sum.Values];
    }

    private async Task<IReadOnlyList<ReferencePart>> MissingAsync(EndpointRow endpoint, IReadOnlyList<StoredReference> inForce, CancellationToken cancellation)
    {
        var set = DriftReader.SetOf(endpoint, inForce);
        if (set.Inputs.ContainsKey(endpoint.StableVersion) && set.Predictions is not null)
            return [];

        var version = (await models.VersionsAsync(endpoint.Model, cancellation)).First(v => v.Number == endpoint.StableVersion);
        var missing = new List<ReferencePart>();
        var expected = ExpectedFeatures.Of(version.Signature.Inputs, endpoint.Settings.SegmentAttributes).Select(f => f.Name).ToArray();
        if (expected.Length > 0 && set.InputsOf(endpoint.StableVersion)?.Features.Select(f => f.Name).Intersect(expected, StringComparer.Ordinal).Any() != true)
            missing.Add(ReferencePart.Inputs);
        if (set.Predictions is null && version.Reading.Kind is (OutputKind.Label or OutputKind.Probabilities or OutputKind.Score))
            missing.Add(ReferencePart.Predictions);
        return missing;
    }

    // Not before somebody removed a reference: the new one is of what comes after.
    private async Task<IReadOnlyList<ObservedVariant>> FirstMinutesAsync(
        EndpointRow endpoint, IReadOnlyList<ReferencePart> missing, DateTimeOffset until, CancellationToken cancellation)
    {
        var removed = (await references.HistoryAsync(endpoint.Name, cancellation)).Max(r => r.EndedAt) ?? DateTimeOffset.MinValue;
        var champion = endpoint.Variants.First(v => v.Version == endpoint.StableVersion && v.Role == VariantRole.Champion).Name;
        var minutes = new List<ObservedVariant>();
        for (var from = DriftReader.AlignDown(removed > until - Longest ? removed : until - Longest, DriftReader.Minute); from < until; from += Stretch)
        {
            var stretch = await windows.MinutesAsync(endpoint.Name, from, from + Stretch < until ? from + Stretch : until, cancellation);
            minutes.AddRange(stretch.SelectMany(m => m.Variants).Where(v => v.Variant == champion && v.Version == endpoint.StableVersion));
            if (missing.All(part => MostRows(FirstRows(minutes, part, endpoint.Settings.Drift.LiveRows)) >= endpoint.Settings.Drift.LiveRows))
                break;
        }

        return minutes;
    }

    private async Task<bool> FreezeAsync(EndpointRow endpoint, ReferencePart part, IReadOnlyList<FeatureWindow> rows, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var frozen = DriftReference.Freeze(DriftSource.LiveRequests, now, rows);
        if (!frozen.IsAccepted)
            return false;
        var saved = await references.SaveAsync(
            new StoredReference
            {
                Id = ids.NewId(),
                Endpoint = endpoint.Name,
                Version = endpoint.StableVersion,
                Part = part,
                Source = DriftSource.LiveRequests,
                FrozenAt = now,
                FrozenBy = Actor.Automatic.Name,
                Rows = rows.Max(w => w.Rows),
                Features = frozen.Value.Features,
                Skipped = frozen.Value.Skipped,
            },
            Actor.Automatic,
            cancellation);
        return saved.IsAccepted;
    }
}
