using ControlPlane.Contracts.Routing;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.Benchmarks.Ingest;

/// <summary>Buckets as an agent fills them: log-normal latencies, three labels, scores, four regions, callers over all cells, some failures. Seeded, not thread-safe.</summary>
internal sealed class BucketTemplates
{
    /// <summary>Seconds between two buckets that carry features.</summary>
    public const int FeatureSeconds = 10;

    private const int Kept = 64;
    private const int FeatureCount = 8;
    private static readonly string[] Labels = ["cat", "dog", "koala"];
    private static readonly string[] Regions = ["region=eu", "region=us", "region=au", "region=za"];

    private readonly Random _chance = new(7);
    private readonly TelemetryBucket[] _champions;
    private readonly TelemetryBucket[] _shadows;
    private readonly IReadOnlyList<FeatureSummary>[] _features;

    public BucketTemplates(int rate)
    {
        _champions = [.. Enumerable.Range(0, Kept).Select(_ => Answering(rate))];
        _shadows = [.. _champions.Select(AsShadow)];
        _features = [.. Enumerable.Range(0, Kept).Select(_ => Features(rate * FeatureSeconds))];
    }

    /// <summary>One second of one variant; the template is chosen by chance.</summary>
    public TelemetryBucket Next(string endpoint, string variant, int version, long start, bool isShadow, bool hasFeatures)
    {
        var template = (isShadow ? _shadows : _champions)[_chance.Next(Kept)];
        return template with
        {
            Endpoint = endpoint,
            Variant = variant,
            Version = version,
            Start = start,
            Features = hasFeatures ? _features[_chance.Next(Kept)] : [],
        };
    }

    private TelemetryBucket Answering(int rate)
    {
        var requests = Math.Max(1, rate + _chance.Next(-rate / 3, (rate / 3) + 1));
        var (errors, latency, cells) = (0, new LatencySketch(), new CellCounts());
        var (labels, regions, failedRegions, scores) = (new Dictionary<string, long>(), new Dictionary<string, long>(), new Dictionary<string, long>(), new long[OutputSummary.ScoreBins]);
        for (var request = 0; request < requests; request++)
        {
            var region = Regions[_chance.Next(Regions.Length)];
            var isFailed = _chance.Next(100) == 0;
            Count(regions, region);
            cells.Add(_chance.Next(AssignmentCell.Count), 1, isFailed ? 1 : 0);
            if (isFailed)
            {
                errors++;
                Count(failedRegions, region);
                continue;
            }

            latency.Add(Math.Exp(1 + (0.6 * Normal())));
            Count(labels, Labels[_chance.Next(Labels.Length)]);
            scores[_chance.Next(scores.Length)]++;
        }

        return new TelemetryBucket
        {
            Start = 0,
            Endpoint = "",
            Variant = "",
            Version = 1,
            RouteRevision = 3,
            Revision = 1,
            Requests = requests,
            Errors = errors == 0 ? new Dictionary<ErrorClass, long>() : new Dictionary<ErrorClass, long> { [ErrorClass.Model] = errors },
            Latency = latency.ToBytes(),
            Outputs = new OutputSummary { Labels = labels, Scores = scores },
            Segments = regions,
            SegmentErrors = failedRegions,
            Cells = cells.ToBytes(),
            CpuMicroseconds = requests * 400,
        };
    }

    private TelemetryBucket AsShadow(TelemetryBucket answering)
    {
        var labelled = answering.Outputs.Labels.Values.Sum();
        return answering with
        {
            Cells = null,
            Comparison = new ShadowComparison
            {
                Pairs = labelled,
                Labelled = labelled,
                Agreed = answering.Outputs.Labels["cat"],
                Labels = [.. answering.Outputs.Labels.Select(l => new LabelPair("cat", l.Key, l.Value))],
                Numbers = new PairedNumbers { Count = labelled, Champion = 0.7 * labelled, Shadow = 0.71 * labelled, LargestDifference = _chance.NextDouble() },
                Slower = labelled,
                SlowerBy = answering.Latency,
                SegmentLabelled = answering.Segments,
            },
        };
    }

    private IReadOnlyList<FeatureSummary> Features(int rows) =>
    [
        .. Enumerable.Range(0, FeatureCount).Select(column =>
        {
            var sketch = new FeatureSketch();
            for (var row = 0; row < rows; row++)
                sketch.Add(FeatureSketch.BinOf((float)(column + Normal())), 1);
            return new FeatureSummary { Name = $"x[{column}]", Sketch = sketch.ToBytes() };
        }),
    ];

    // Box and Muller's transform of two uniform numbers.
    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _chance.NextDouble())) * Math.Cos(2 * Math.PI * _chance.NextDouble());

    private static void Count(Dictionary<string, long> counts, string name) => counts[name] = counts.GetValueOrDefault(name) + 1;
}
