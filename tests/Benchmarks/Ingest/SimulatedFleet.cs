using System.Text.Json;
using ControlPlane.Contracts.Feedback;
using ControlPlane.Contracts.Json;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.Benchmarks.Ingest;

/// <summary>
/// What agents send, second by second, as bytes on the wire. Now and then one of them is cut off for half a minute and brings the backlog afterwards,
/// and some batches come twice. Seeded, not thread-safe.
/// </summary>
internal sealed class SimulatedFleet(IngestOptions options, byte[] feedbackKey)
{
    private const int OutageEvery = 300;
    private const int OutageSeconds = 30;
    private const int DuplicateShare = 50;
    private const int FeedbackAgents = 5;
    private const int FeedbackItems = 10;

    private readonly BucketTemplates _templates = new(options.Rate);
    private readonly FeedbackTokenCodec _tokens = new(feedbackKey);
    private readonly Random _chance = new(11);
    private readonly Dictionary<string, LifetimeCounter>[] _lifetimes = [.. Enumerable.Range(0, options.Agents).Select(_ => new Dictionary<string, LifetimeCounter>())];
    private readonly List<TelemetryBucket>[] _pending = [.. Enumerable.Range(0, options.Agents).Select(_ => new List<TelemetryBucket>())];
    private long _sequence;

    /// <summary>Requests in the batches so far; what an agent that is cut off still holds is not among them.</summary>
    public long Requests { get; private set; }

    /// <summary>Agents by number, a name each.</summary>
    public static string NameOf(int agent) => $"0193f2a4-7c1e-7d3a-9b5e-{agent:x12}";

    /// <summary>Everything that arrives at the end of a second.</summary>
    /// <param name="second">Unix seconds, the start of what is counted.</param>
    /// <param name="elapsed">Seconds since the start of the simulation.</param>
    public IReadOnlyList<WireBatch> Batches(long second, int elapsed)
    {
        var batches = new List<WireBatch>();
        for (var agent = 0; agent < options.Agents; agent++)
        {
            Count(agent, second, elapsed);
            var isCutOff = elapsed % OutageEvery < OutageSeconds && elapsed / OutageEvery % options.Agents == agent;
            if (isCutOff)
                continue;
            var batch = new WireBatch(NameOf(agent), Write(agent, second));
            batches.Add(batch);
            if (_chance.Next(DuplicateShare) == 0)
                batches.Add(batch);
        }

        return batches;
    }

    /// <summary>Labels and rewards of the same second, about answers of the last minute.</summary>
    public IReadOnlyList<FeedbackBatch> Feedback(long second) =>
        [.. Enumerable.Range(0, FeedbackAgents).Select(_ => new FeedbackBatch(++_sequence, [.. Enumerable.Range(0, FeedbackItems).Select(_ => Item(second))]))];

    private void Count(int agent, long second, int elapsed)
    {
        for (var endpoint = 0; endpoint < options.Endpoints; endpoint++)
        {
            for (var variant = 0; variant < IngestOptions.VariantsOfEndpoint; variant++)
            {
                var hasFeatures = (elapsed + agent) % BucketTemplates.FeatureSeconds == 0;
                var isShadow = endpoint == 0 && variant == 1;
                var bucket = _templates.Next($"endpoint-{endpoint}", $"v{variant + 1}", variant + 1, second, isShadow, hasFeatures);
                _pending[agent].Add(bucket);
                var key = $"{bucket.Endpoint}/{bucket.Variant}";
                var before = _lifetimes[agent].GetValueOrDefault(key) ?? new LifetimeCounter(bucket.Endpoint, bucket.Variant, 0, 0);
                _lifetimes[agent][key] = before with { Requests = before.Requests + bucket.Requests, Errors = before.Errors + bucket.Errors.Values.Sum() };
            }
        }
    }

    private byte[] Write(int agent, long second)
    {
        var batch = new TelemetryBatch
        {
            BootId = $"boot-{agent}-5f0e2c4a",
            Sequence = ++_sequence,
            OldestPending = _pending[agent].Min(b => b.Start),
            Buckets = [.. _pending[agent]],
            Lifetime = [.. _lifetimes[agent].Values],
            SentAt = DateTimeOffset.FromUnixTimeSeconds(second + 1),
        };
        Requests += batch.Buckets.Sum(b => b.Requests);
        _pending[agent].Clear();
        return JsonSerializer.SerializeToUtf8Bytes(batch, ContractsJsonContext.Default.TelemetryBatch);
    }

    private FeedbackItem Item(long second)
    {
        var endpoint = _chance.Next(options.Endpoints);
        var variant = endpoint == 0 ? 1 : 1 + _chance.Next(IngestOptions.VariantsOfEndpoint);
        var claim = new FeedbackClaim
        {
            Endpoint = $"endpoint-{endpoint}",
            Variant = $"v{variant}",
            Version = variant,
            RouteRevision = 3,
            AnsweredAt = DateTimeOffset.FromUnixTimeSeconds(second - _chance.Next(60)),
            RequestId = $"r{++_sequence}",
            Bucket = _chance.Next(10_000),
            PredictedLabel = "cat",
            Score = _chance.NextSingle(),
            Segments = ["region=eu"],
            Propensity = 5_000,
        };
        var item = new FeedbackItem { Token = _tokens.Write(claim), ReceivedAt = DateTimeOffset.FromUnixTimeSeconds(second) };
        return _chance.Next(2) == 0 ? item with { Label = _chance.Next(10) == 0 ? "dog" : "cat" } : item with { Metric = "clicks", Value = _chance.Next(2) };
    }
}
