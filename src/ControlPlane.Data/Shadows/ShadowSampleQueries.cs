using ControlPlane.Domain.Shadows;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Shadows;

/// <summary>Reads single requests that shadows were compared on. Thread-safe.</summary>
public sealed class ShadowSampleQueries(IDbContextFactory<SeriesContext> contexts)
{
    /// <summary>Requests on which a shadow differs, worst first, newest of equally bad ones first.</summary>
    public async Task<IReadOnlyList<ShadowSampleRow>> WorstAsync(
        string endpoint, string variant, DateTimeOffset from, int take, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ShadowSamples.AsNoTracking()
            .Where(s => s.Endpoint == endpoint && s.Variant == variant && s.AnsweredAt >= from && s.Deviation > 0)
            .OrderByDescending(s => s.Deviation).ThenByDescending(s => s.AnsweredAt)
            .Take(take)
            .Select(s => new ShadowSampleRow
            {
                RequestId = s.RequestId,
                AnsweredAt = s.AnsweredAt,
                Segments = s.Segments,
                Outcome = s.Outcome,
                Champion = s.Champion,
                ChampionVersion = s.ChampionVersion,
                ChampionLabel = s.ChampionLabel,
                ChampionNumber = s.ChampionNumber,
                ShadowLabel = s.ShadowLabel,
                ShadowNumber = s.ShadowNumber,
                Deviation = s.Deviation,
                ChampionOutputs = s.ChampionOutputs,
                ShadowOutputs = s.ShadowOutputs,
                Label = s.Label,
            })
            .ToListAsync(cancellationToken);
    }

    /// <summary>Who was right on the samples of a shadow whose label is known.</summary>
    public async Task<PairedLabels> CorrectnessAsync(string endpoint, string variant, DateTimeOffset from, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await CountAsync(context.ShadowSamples.Where(s => s.Endpoint == endpoint && s.Variant == variant && s.AnsweredAt >= from), cancellationToken);
    }

    /// <summary>Who was right on the requests that one version answered and another, a shadow, was asked as well, where the label is known.</summary>
    /// <param name="endpoint">Name of the endpoint.</param>
    /// <param name="champion">The version that answered callers.</param>
    /// <param name="shadow">The version that got copies.</param>
    /// <param name="from">Begin of the time looked at.</param>
    /// <param name="cancellationToken">Gives the answer up.</param>
    public async Task<PairedLabels> CorrectnessAsync(string endpoint, int champion, int shadow, DateTimeOffset from, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await CountAsync(
            context.ShadowSamples.Where(s => s.Endpoint == endpoint && s.ChampionVersion == champion && s.Version == shadow && s.AnsweredAt >= from), cancellationToken);
    }

    private static async Task<PairedLabels> CountAsync(IQueryable<KeptShadowSample> samples, CancellationToken cancellationToken)
    {
        var counts = await samples.Where(s => s.Label != null)
            .GroupBy(s => new { Champion = s.ChampionLabel == s.Label, Shadow = s.ShadowLabel == s.Label })
            .Select(g => new { g.Key.Champion, g.Key.Shadow, Count = g.LongCount() })
            .ToListAsync(cancellationToken);
        long Of(bool champion, bool shadow) => counts.Where(c => c.Champion == champion && c.Shadow == shadow).Sum(c => c.Count);
        return new PairedLabels(Of(true, true), Of(true, false), Of(false, true), Of(false, false));
    }
}
