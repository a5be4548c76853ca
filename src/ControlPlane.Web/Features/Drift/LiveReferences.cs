using System.Collections.Concurrent;
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

    private readonly ConcurrentDictionary<string, IReadOnlyList<CollectedRows>> _collected = new(StringComparer.Ordinal);

    /// <summary>What is still being collected at an endpoint; empty when nothing is.</summary>
    public IReadOnlyList<CollectedRows> Collected(string endpoint) => _collected.GetValueOrDefault(endpoint) ?? [];

    /// <summary>Freezes what is missing and has rows enough.</summary>
    public async Task RunAsync(EndpointRow endpoint, CancellationToken cancellation)
    {
        var missing = await MissingAsync(endpoint, cancellation);
        var minutes = missing.Count == 0 ? [] : await MinutesAsync(endpoint, cancellation);
        var collected = new List<CollectedRows>();
        foreach (var part in missing)
        {
            var first = FirstRows(minutes.Select(m => PartOf(m, part)), endpoint.Settings.Drift.LiveRows);
            var rows = first.Select(w => w.Rows).DefaultIfEmpty().Max();
            if (rows < endpoint.Settings.Drift.LiveRows || !await FreezeAsync(endpoint, part, first, cancellation))
                collected.Add(new(part, endpoint.StableVersion, rows, endpoint.Settings.Drift.LiveRows));
        }

        _collected[endpoint.Name] = collected;
    }

    private static IReadOnlyList<FeatureWindow> PartOf(ObservedVariant variant, ReferencePart part) => part switch
    {
        ReferencePart.Inputs => variant.Features,
        ReferencePart.Predictions => variant.Predictions is { } predictions ? [predictions] : [],
        _ => throw new InvalidOperationException($"No rows are known of {part}."),
    };

    private static IReadOnlyList<FeatureWindow> FirstRows(IEnumerable<IReadOnlyList<FeatureWindow>> minutes, long needed)
    {
        var sum = new Dictionary<string, FeatureWindow>(StringComparer.Ordinal);
        foreach (var minute in minutes)
        {
            foreach (var window in minute)
                sum[window.Name] = sum.TryGetValue(window.Name, out var before) ? before.Plus(window) : window;
            if (sum.Values.Any(w => w.Rows >= needed))
                break;
        }

        return [.. sum.Values];
    }

    private async Task<IReadOnlyList<ReferencePart>> MissingAsync(EndpointRow endpoint, CancellationToken cancellation)
    {
        var set = DriftReader.SetOf(endpoint, await references.InForceAsync(endpoint.Name, cancellation));
        var missing = new List<ReferencePart>();
        if (set.InputsOf(endpoint.StableVersion) is not { } inputs || !await DescribesAsync(inputs, endpoint, set, cancellation))
            missing.Add(ReferencePart.Inputs);
        if (set.Predictions is null)
            missing.Add(ReferencePart.Predictions);
        return missing;
    }

    private async Task<bool> DescribesAsync(DriftReference inputs, EndpointRow endpoint, ReferenceSet set, CancellationToken cancellation)
    {
        if (set.Inputs.ContainsKey(endpoint.StableVersion))
            return true;
        var version = (await models.VersionsAsync(endpoint.Model, cancellation)).First(v => v.Number == endpoint.StableVersion);
        var expected = ExpectedFeatures.Of(version.Signature.Inputs, endpoint.Settings.SegmentAttributes).Select(f => f.Name);
        return expected.Intersect(inputs.Features.Select(f => f.Name), StringComparer.Ordinal).Any();
    }

    // Not before somebody removed a reference: the new one is of what comes after.
    private async Task<IReadOnlyList<ObservedVariant>> MinutesAsync(EndpointRow endpoint, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var removed = (await references.HistoryAsync(endpoint.Name, cancellation)).Max(r => r.EndedAt) ?? DateTimeOffset.MinValue;
        var from = removed > now - Longest ? removed : now - Longest;
        var minutes = await windows.MinutesAsync(endpoint.Name, from, now - DriftReader.Lag, cancellation);
        var champion = endpoint.Variants.First(v => v.Version == endpoint.StableVersion && v.Role == Contracts.Routing.VariantRole.Champion).Name;
        return [.. minutes.SelectMany(m => m.Variants).Where(v => v.Variant == champion && v.Version == endpoint.StableVersion)];
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
            cancellation);
        return saved.IsAccepted;
    }
}
