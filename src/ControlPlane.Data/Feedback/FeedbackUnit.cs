using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Telemetry;
using ControlPlane.Data.Writing;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Feedback;

/// <summary>Counts verified feedback once, at the time of the answer it is about.</summary>
internal sealed class FeedbackUnit(SeriesContext context, SeriesRetention retention)
{
    /// <summary>Counts a group of batches in their order, all of it or nothing, and tells each how many of its items had not been counted before.</summary>
    /// <returns>How many batches.</returns>
    public async Task<Outcome<int>> ApplyAsync(IReadOnlyList<DeliveredFeedback> group, CancellationToken cancellationToken)
    {
        await using var counted = new RowUpsert<CountedFeedback>(context);
        var sums = new FeedbackSums(context, retention);
        var labels = new List<CreditedFeedback>();
        foreach (var delivered in group)
        {
            delivered.Accepted = 0;
            var isNew = await counted.TryInsertAsync([.. delivered.Items.Select(RowOf)], cancellationToken);
            foreach (var item in delivered.Items.Where((_, index) => isNew[index]))
            {
                delivered.Accepted++;
                sums.Add(item, delivered.At);
                if (item.Label is not null)
                    labels.Add(item);
            }
        }

        await sums.SaveAsync(cancellationToken);
        await JudgeSamplesAsync(labels, cancellationToken);
        return group.Count;
    }

    private static CountedFeedback RowOf(CreditedFeedback item) => new()
    {
        Endpoint = item.Claim.Endpoint,
        RequestId = item.Claim.RequestId,
        Metric = item.Metric,
        Label = item.Label,
        AnsweredAt = item.Claim.AnsweredAt,
    };

    // A label judges the shadows of its request too.
    private async Task JudgeSamplesAsync(List<CreditedFeedback> labels, CancellationToken cancellationToken)
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
}
