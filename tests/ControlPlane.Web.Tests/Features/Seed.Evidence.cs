using ControlPlane.Contracts.Feedback;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Feedback;
using ControlPlane.Data.Hosting;
using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Agents;
using Microsoft.Extensions.DependencyInjection;

namespace ControlPlane.Web.Tests.Features;

/// <summary>Traffic, labels and rewards.</summary>
public sealed partial class Seed
{
    private int _sequence;

    /// <summary>One second of traffic that ended just now.</summary>
    public async Task TrafficAsync(AgentId agent, string endpoint, int version, long requests, long failures = 0, double milliseconds = 4, int secondsAgo = 1, long routeRevision = 1)
    {
        var sketch = new LatencySketch();
        sketch.AddToBin(LatencySketch.BinOf(milliseconds), Math.Max(1, requests - failures));
        var bucket = new TelemetryBucket
        {
            Start = _clock.GetUtcNow().AddSeconds(-secondsAgo).ToUnixTimeSeconds(),
            Endpoint = endpoint,
            Variant = $"v{version}",
            Version = version,
            RouteRevision = routeRevision,
            Revision = 1,
            Requests = requests,
            Errors = failures == 0 ? new Dictionary<ErrorClass, long>() : new Dictionary<ErrorClass, long> { [ErrorClass.Model] = failures },
            Latency = sketch.ToBytes(),
            Outputs = new OutputSummary { Labels = new Dictionary<string, long> { ["cat"] = requests * 2 / 3, ["dog"] = requests - (requests * 2 / 3) } },
        };
        Accept(await services.GetRequiredService<TelemetryIngest>().TakeAsync(
            agent,
            new TelemetryBatch { BootId = "boot", Sequence = ++_sequence, OldestPending = bucket.Start, Buckets = [bucket], Lifetime = [], SentAt = _clock.GetUtcNow() },
            CancellationToken.None));
    }

    /// <summary>A label that came back for an answer of just now.</summary>
    public async Task LabelAsync(string endpoint, int version, string request, string predicted, string label, float? score = null, params string[] segments)
    {
        var claim = new FeedbackClaim
        {
            Endpoint = endpoint,
            Variant = $"v{version}",
            Version = version,
            RouteRevision = 1,
            AnsweredAt = _clock.GetUtcNow().AddSeconds(-1),
            RequestId = request,
            Bucket = 5,
            PredictedLabel = predicted,
            Score = score,
            Propensity = 10_000,
            Segments = segments,
        };
        var token = new FeedbackTokenCodec(services.GetRequiredService<CurrentInstallation>().Value.FeedbackKey).Write(claim);
        var receipt = await services.GetRequiredService<FeedbackIngest>().TakeAsync(
            new FeedbackBatch(++_sequence, [new FeedbackItem { Token = token, Label = label, ReceivedAt = _clock.GetUtcNow() }]), CancellationToken.None);
        Assert.Equal(1, receipt.Value.Accepted);
    }

    /// <summary>Rewards of 1 and 0 for answers that a version gave some time ago.</summary>
    public async Task RewardsAsync(string endpoint, int version, long routeRevision, int ones, int zeros, int secondsAgo)
    {
        var codec = new FeedbackTokenCodec(services.GetRequiredService<CurrentInstallation>().Value.FeedbackKey);
        FeedbackItem[] items =
        [
            .. Enumerable.Range(0, ones + zeros).Select(n => new FeedbackItem
            {
                Token = codec.Write(new FeedbackClaim
                {
                    Endpoint = endpoint,
                    Variant = $"v{version}",
                    Version = version,
                    RouteRevision = routeRevision,
                    AnsweredAt = _clock.GetUtcNow().AddSeconds(-secondsAgo),
                    RequestId = $"{version}-{secondsAgo}-{n}",
                    Bucket = 5,
                    Propensity = 5_000,
                }),
                Metric = "clicks",
                Value = n < ones ? 1 : 0,
                ReceivedAt = _clock.GetUtcNow(),
            }),
        ];
        foreach (var batch in items.Chunk(FeedbackIngest.MaximumItems))
            Accept(await services.GetRequiredService<FeedbackIngest>().TakeAsync(new FeedbackBatch(++_sequence, batch), CancellationToken.None));
    }

    /// <summary>One second of rows whose only feature lies around a value, and which are all answered with one label.</summary>
    public async Task RowsAsync(AgentId agent, string endpoint, int version, float around, string label = "cat", int rows = 400)
    {
        var sketch = new FeatureSketch();
        for (var row = 0; row < rows; row++)
            sketch.Add(FeatureSketch.BinOf(around + (row / (float)rows)), 1);
        var bucket = new TelemetryBucket
        {
            Start = _clock.GetUtcNow().AddSeconds(-1).ToUnixTimeSeconds(),
            Endpoint = endpoint,
            Variant = $"v{version}",
            Version = version,
            RouteRevision = 1,
            Revision = 1,
            Requests = rows,
            Outputs = new OutputSummary { Labels = new Dictionary<string, long> { [label] = rows } },
            Features = [new FeatureSummary { Name = "image.mean", Sketch = sketch.ToBytes() }],
        };
        Accept(await services.GetRequiredService<TelemetryIngest>().TakeAsync(
            agent,
            new TelemetryBatch { BootId = "boot", Sequence = ++_sequence, OldestPending = bucket.Start, Buckets = [bucket], Lifetime = [], SentAt = _clock.GetUtcNow() },
            CancellationToken.None));
    }

    /// <summary>Seconds of a hundred requests, some of them failed, whose answers have one score.</summary>
    public async Task ScoredAsync(AgentId agent, string endpoint, IEnumerable<(DateTimeOffset At, int Version, int Failures, double Score)> seconds)
    {
        IReadOnlyList<TelemetryBucket> buckets =
        [
            .. seconds.Select(s => new TelemetryBucket
            {
                Start = s.At.ToUnixTimeSeconds(),
                Endpoint = endpoint,
                Variant = $"v{s.Version}",
                Version = s.Version,
                RouteRevision = 1,
                Revision = 1,
                Requests = 100,
                Errors = s.Failures == 0 ? new Dictionary<ErrorClass, long>() : new Dictionary<ErrorClass, long> { [ErrorClass.Model] = s.Failures },
                Outputs = new OutputSummary { Scores = [.. Enumerable.Range(0, OutputSummary.ScoreBins).Select(bin => bin == (int)(s.Score * OutputSummary.ScoreBins) ? 100L - s.Failures : 0)] },
            }),
        ];
        Accept(await services.GetRequiredService<TelemetryIngest>().TakeAsync(
            agent,
            new TelemetryBatch { BootId = "boot", Sequence = ++_sequence, OldestPending = buckets[0].Start, Buckets = buckets, Lifetime = [], SentAt = _clock.GetUtcNow() },
            CancellationToken.None));
    }
}
