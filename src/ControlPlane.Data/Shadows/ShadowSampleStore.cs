using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Telemetry;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Naming;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Shadows;

/// <summary>Keeps single requests that shadows were compared on: each request and shadow once, for a bounded time. Thread-safe.</summary>
public sealed class ShadowSampleStore(SeriesWriter writer, TimeProvider time)
{
    /// <summary>How long samples are kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>Most samples of one batch.</summary>
    public const int MaximumSamples = 100;

    /// <summary>Most samples of one endpoint; further ones are not kept until older ones have expired.</summary>
    public const int MaximumOfEndpoint = 50_000;

    private const int MaximumText = 200;
    private static readonly TimeSpan Future = TimeSpan.FromMinutes(2);

    /// <summary>Keeps what is new of a batch.</summary>
    /// <returns>How many were kept. Refusal: <see cref="TelemetryRefusals.Invalid"/> for a batch that is too large or holds what no agent says.</returns>
    public async Task<Outcome<int>> TakeAsync(ShadowSampleBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Samples.Count > MaximumSamples)
            return Refusal.OfField(TelemetryRefusals.Invalid, "samples", $"are {batch.Samples.Count}", $"send at most {MaximumSamples}");
        for (var index = 0; index < batch.Samples.Count; index++)
        {
            if (!IsWhole(batch.Samples[index]))
                return Refusal.OfField(TelemetryRefusals.Invalid, $"samples[{index}]", "has a name, text or number that is empty, too long or not finite", "send what was answered");
        }

        return await writer.RunAsync<int>(async (context, token) => await KeepAsync(context, batch, token), cancellationToken);
    }

    /// <summary>Removes the kept outputs of one request, or of all requests of an endpoint; labels and counts stay.</summary>
    /// <param name="endpoint">Name of the endpoint.</param>
    /// <param name="requestId">The request; null means all.</param>
    /// <param name="cancellationToken">Gives up before the write.</param>
    /// <returns>From how many samples outputs were removed.</returns>
    public async Task<int> RedactAsync(string endpoint, string? requestId, CancellationToken cancellationToken)
    {
        var outcome = await writer.RunAsync<int>(
            async (context, token) => await context.ShadowSamples
                .Where(s => s.Endpoint == endpoint && (requestId == null || s.RequestId == requestId) && (s.ChampionOutputs != null || s.ShadowOutputs != null))
                .ExecuteUpdateAsync(s => s.SetProperty(r => r.ChampionOutputs, (string?)null).SetProperty(r => r.ShadowOutputs, (string?)null), token),
            cancellationToken);
        return outcome.Value;
    }

    private async Task<int> KeepAsync(SeriesContext context, ShadowSampleBatch batch, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var endpoints = batch.Samples.Select(s => s.Endpoint).Distinct().ToList();
        var requests = batch.Samples.Select(s => s.RequestId).Distinct().ToList();
        var known = (await context.ShadowSamples.AsNoTracking()
                .Where(s => endpoints.Contains(s.Endpoint) && requests.Contains(s.RequestId)).ToListAsync(cancellationToken))
            .Select(s => (s.Endpoint, s.RequestId, s.Variant)).ToHashSet();
        var labels = await context.CountedFeedback.AsNoTracking()
            .Where(f => endpoints.Contains(f.Endpoint) && requests.Contains(f.RequestId) && f.Metric == "")
            .ToDictionaryAsync(f => (f.Endpoint, f.RequestId), f => f.Label, cancellationToken);
        var room = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var endpoint in endpoints)
            room[endpoint] = MaximumOfEndpoint - await context.ShadowSamples.CountAsync(s => s.Endpoint == endpoint, cancellationToken);

        var kept = 0;
        foreach (var sample in batch.Samples.Where(s => now - s.AnsweredAt < Kept && s.AnsweredAt - now < Future))
        {
            if (room[sample.Endpoint] <= 0 || !known.Add((sample.Endpoint, sample.RequestId, sample.Variant)))
                continue;
            context.ShadowSamples.Add(RowOf(sample, labels.GetValueOrDefault((sample.Endpoint, sample.RequestId))));
            room[sample.Endpoint]--;
            kept++;
        }

        return kept;
    }

    private static KeptShadowSample RowOf(ShadowSample sample, string? label) => new()
    {
        Endpoint = sample.Endpoint,
        RequestId = sample.RequestId,
        Variant = sample.Variant,
        Version = sample.Version,
        Champion = sample.Champion,
        ChampionVersion = sample.ChampionVersion,
        RouteRevision = sample.RouteRevision,
        AnsweredAt = sample.AnsweredAt,
        Segments = sample.Segments,
        Outcome = sample.Outcome,
        ChampionLabel = sample.ChampionLabel,
        ChampionNumber = sample.ChampionNumber,
        ShadowLabel = sample.ShadowLabel,
        ShadowNumber = sample.ShadowNumber,
        Deviation = sample.Deviation,
        ChampionOutputs = sample.ChampionOutputs,
        ShadowOutputs = sample.ShadowOutputs,
        Label = label,
    };

    private static bool IsWhole(ShadowSample sample) =>
        NameRule.Check("endpoint", sample.Endpoint) is null && NameRule.Check("variant", sample.Variant) is null
        && sample.RequestId.Length is > 0 and <= MaximumText && sample.Segments.Count <= 3
        && sample.Segments.Append(sample.ChampionLabel ?? "").Append(sample.ShadowLabel ?? "").Append(sample.Champion).All(t => t.Length <= MaximumText)
        && (sample.ChampionOutputs?.Length ?? 0) <= ShadowSample.MaximumOutputs && (sample.ShadowOutputs?.Length ?? 0) <= ShadowSample.MaximumOutputs
        && double.IsFinite(sample.Deviation) && double.IsFinite(sample.ChampionNumber ?? 0) && double.IsFinite(sample.ShadowNumber ?? 0);
}
