using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Analysis.Templates;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Feedback;

/// <summary>Counts verified feedback once, at the time of the answer it is about.</summary>
internal sealed class FeedbackUnit(SeriesContext context, SeriesRetention retention, DateTimeOffset now)
{
    private Dictionary<(string Endpoint, int Resolution, long Start, string Variant, long RouteRevision), FeedbackPoint> _points = [];

    /// <summary>How many items were counted now; the others had been counted before.</summary>
    public async Task<int> ApplyAsync(IReadOnlyList<CreditedFeedback> items, CancellationToken cancellationToken)
    {
        var counted = await CountedAsync(items, cancellationToken);
        var fresh = items.Where(i => counted.Add((i.Claim.Endpoint, i.Claim.RequestId, i.Metric))).ToList();
        await LoadPointsAsync(fresh, cancellationToken);
        foreach (var item in fresh)
            Count(item);
        await JudgeSamplesAsync([.. fresh.Where(i => i.Label is not null)], cancellationToken);
        return fresh.Count;
    }

    // A label judges the shadows of its request too.
    private async Task JudgeSamplesAsync(IReadOnlyList<CreditedFeedback> labels, CancellationToken cancellationToken)
    {
        if (labels.Count == 0)
            return;

        var byRequest = labels.ToDictionary(i => (i.Claim.Endpoint, i.Claim.RequestId), i => i.Label);
        var endpoints = byRequest.Keys.Select(k => k.Endpoint).Distinct().ToList();
        var requests = byRequest.Keys.Select(k => k.RequestId).Distinct().ToList();
        var samples = await context.ShadowSamples
            .Where(s => endpoints.Contains(s.Endpoint) && requests.Contains(s.RequestId)).ToListAsync(cancellationToken);
        foreach (var sample in samples)
            sample.Label = byRequest.GetValueOrDefault((sample.Endpoint, sample.RequestId)) ?? sample.Label;
    }

    private void Count(CreditedFeedback item)
    {
        context.CountedFeedback.Add(new CountedFeedback
        {
            Endpoint = item.Claim.Endpoint,
            RequestId = item.Claim.RequestId,
            Metric = item.Metric,
            Label = item.Label,
            AnsweredAt = item.Claim.AnsweredAt,
        });
        foreach (var resolution in ResolutionsOf(item))
            Add(PointOf(item, resolution), item);
    }

    private static void Add(FeedbackPoint point, CreditedFeedback item)
    {
        point.Details = point.Details.Plus(item.Details);
        if (item.Label is null)
        {
            point.Rewards = FeedbackSum.Sum(
                point.Rewards, new Dictionary<string, RewardSum> { [item.Metric] = new(1, item.Value, item.Value * item.Value) });
            return;
        }

        var predicted = item.Claim.PredictedLabel ?? "";
        point.Labelled++;
        point.Correct += predicted == item.Label ? 1 : 0;
        point.Confusion = FeedbackSum.Sum(point.Confusion, [new ConfusionCount(predicted, item.Label, 1)]);
    }

    // A span that is already purged is not made again for late feedback.
    private IEnumerable<int> ResolutionsOf(CreditedFeedback item) =>
        SeriesRetention.Resolutions.Where(r => now - item.Claim.AnsweredAt <= retention.Of(r));

    private FeedbackPoint PointOf(CreditedFeedback item, int resolution)
    {
        var claim = item.Claim;
        var start = SeriesSpan.AlignDown(claim.AnsweredAt.ToUnixTimeSeconds(), resolution);
        var key = (claim.Endpoint, resolution, start, claim.Variant, claim.RouteRevision);
        if (_points.TryGetValue(key, out var point))
            return point;

        point = new FeedbackPoint
        {
            Endpoint = claim.Endpoint,
            Resolution = resolution,
            Start = start,
            Variant = claim.Variant,
            RouteRevision = claim.RouteRevision,
            Version = claim.Version,
        };
        _points.Add(key, point);
        context.FeedbackPoints.Add(point);
        return point;
    }

    private async Task<HashSet<(string Endpoint, string RequestId, string Metric)>> CountedAsync(
        IReadOnlyList<CreditedFeedback> items, CancellationToken cancellationToken)
    {
        var endpoints = items.Select(i => i.Claim.Endpoint).Distinct().ToList();
        var requests = items.Select(i => i.Claim.RequestId).Distinct().ToList();
        var counted = await context.CountedFeedback.AsNoTracking()
            .Where(f => endpoints.Contains(f.Endpoint) && requests.Contains(f.RequestId))
            .ToListAsync(cancellationToken);
        return [.. counted.Select(f => (f.Endpoint, f.RequestId, f.Metric))];
    }

    private async Task LoadPointsAsync(IReadOnlyList<CreditedFeedback> items, CancellationToken cancellationToken)
    {
        var endpoints = items.Select(i => i.Claim.Endpoint).Distinct().ToList();
        var points = new List<FeedbackPoint>();
        foreach (var resolution in SeriesRetention.Resolutions)
        {
            var starts = items.Select(i => SeriesSpan.AlignDown(i.Claim.AnsweredAt.ToUnixTimeSeconds(), resolution)).Distinct().ToList();
            points.AddRange(await context.FeedbackPoints
                .Where(p => endpoints.Contains(p.Endpoint) && p.Resolution == resolution && starts.Contains(p.Start))
                .ToListAsync(cancellationToken));
        }

        _points = points.ToDictionary(p => (p.Endpoint, p.Resolution, p.Start, p.Variant, p.RouteRevision));
    }
}
