using ControlPlane.Contracts.Feedback;
using ControlPlane.Data.Feedback;
using ControlPlane.Data.Telemetry;
using ControlPlane.Data.Tests.Building;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.Data.Tests.Bandits;

/// <summary>Answers of an endpoint and what they earned, by seconds after noon.</summary>
internal static class Earnings
{
    private static readonly FeedbackTokenCodec Codec = new(TestDatabase.Seed.FeedbackKey);

    private static int _request;

    public static async Task AnswerAsync(TestDatabase database, params (int Second, long Revision, long Requests)[] answers)
    {
        var buckets = answers.Select(a => Buckets.ABucket(Buckets.Noon + a.Second, a.Requests) with { RouteRevision = a.Revision }).ToArray();
        var receipt = await database.Get<TelemetryIngest>().TakeAsync(Buckets.Agent, Buckets.ABatch(1, buckets[0].Start, buckets) with { SentAt = database.Time.Now }, CancellationToken.None);
        Assert.True(receipt.IsAccepted, receipt.Refusal?.ToString());
    }

    public static Task RewardAsync(TestDatabase database, params (int Second, long Revision, double Value)[] rewards) => RewardAsync(database, "clicks", rewards);

    public static async Task RewardAsync(TestDatabase database, string metric, params (int Second, long Revision, double Value)[] rewards) =>
        Assert.Equal(rewards.Length, (await database.Get<FeedbackIngest>().TakeAsync(new FeedbackBatch(1, [.. rewards.Select(r => new FeedbackItem
        {
            Token = Codec.Write(new FeedbackClaim
            {
                Endpoint = "pets",
                Variant = "v1",
                Version = 1,
                RouteRevision = r.Revision,
                AnsweredAt = Moment.Noon.AddSeconds(r.Second),
                RequestId = $"r{Interlocked.Increment(ref _request)}",
                Bucket = 5,
                Propensity = 5_000,
            }),
            Metric = metric,
            Value = r.Value,
            ReceivedAt = database.Time.Now,
        })]), CancellationToken.None)).Value.Accepted);
}
