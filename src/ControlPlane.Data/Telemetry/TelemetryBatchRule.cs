using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.Domain.Naming;

namespace ControlPlane.Data.Telemetry;

/// <summary>Whether a batch is one that can be summed. Agents are members, but a broken one must not break the series of the others. Pure.</summary>
internal static class TelemetryBatchRule
{
    /// <summary>Most buckets of one batch: above what an upload of an agent can hold; more would keep the writer from fresh batches.</summary>
    public const int MaximumBuckets = 5_000;

    private const int MaximumCounters = 10_000;
    private const int MaximumSeconds = 86_400;
    private const int MaximumNames = 200;
    internal const int MaximumText = 200;
    private const long MaximumCount = 1_000_000_000_000;

    public static Refusal? Check(TelemetryBatch batch)
    {
        if (batch.BootId.Length is 0 or > MaximumText)
            return Invalid("bootId", $"has {batch.BootId.Length} characters", $"use 1 to {MaximumText}");
        if (batch.Buckets.Count > MaximumBuckets)
            return Invalid("buckets", $"are {batch.Buckets.Count}", $"send at most {MaximumBuckets}");

        for (var index = 0; index < batch.Buckets.Count; index++)
        {
            if (Check($"buckets[{index}]", batch.Buckets[index]) is { } refusal)
                return refusal;
        }

        return Check("lifetime", batch.Lifetime) ?? Check("dropped", batch.Dropped);
    }

    private static Refusal? Check(string path, IReadOnlyList<LifetimeCounter> counters)
    {
        if (counters.Count > MaximumCounters)
            return Invalid(path, $"are {counters.Count}", $"send at most {MaximumCounters}");
        var wrong = counters.FirstOrDefault(c => !IsName(c.Endpoint) || !IsName(c.Variant) || !IsCount(c.Requests) || !IsCount(c.Errors));
        return wrong is null ? null : Invalid(path, $"counts '{wrong.Variant}' of '{wrong.Endpoint}' wrongly", "name endpoint and variant, count from 0");
    }

    private static Refusal? Check(string path, TelemetryBucket bucket)
    {
        if (!IsName(bucket.Endpoint))
            return Invalid($"{path}.endpoint", $"is '{bucket.Endpoint}'", "use the endpoint's name");
        if (!IsName(bucket.Variant))
            return Invalid($"{path}.variant", $"is '{bucket.Variant}'", "use the variant's name");
        if (bucket.Seconds is < 1 or > MaximumSeconds)
            return Invalid($"{path}.seconds", $"is {bucket.Seconds}", $"use 1 to {MaximumSeconds}");
        if (bucket.Revision < 1 || bucket.RouteRevision < 0 || bucket.Version < 1 || bucket.Start < 0)
            return Invalid(path, "has a revision, route revision, version or start that is too low", "count from 1");
        if (CountsOf(bucket).Any(c => !IsCount(c)))
            return Invalid(path, "holds a negative or impossible count", $"count from 0 to {MaximumCount}");
        if (NamesOf(bucket).Any(n => n.Count > MaximumNames || n.Keys.Any(k => k.Length > MaximumText)))
            return Invalid(path, "counts too many or too long names", $"use at most {MaximumNames} names of {MaximumText} characters");
        if (bucket.Outputs.Scores.Count is not (0 or OutputSummary.ScoreBins))
            return Invalid($"{path}.outputs.scores", $"are {bucket.Outputs.Scores.Count} bins", $"send {OutputSummary.ScoreBins} or none");

        return BucketDetailRule.Check(path, bucket);
    }

    private static IEnumerable<IReadOnlyDictionary<string, long>> NamesOf(TelemetryBucket bucket) => [bucket.Outputs.Labels, bucket.Segments, bucket.SegmentErrors, bucket.Rules];

    private static IEnumerable<long> CountsOf(TelemetryBucket bucket) =>
    [
        bucket.Requests, bucket.Diverted, bucket.DroppedCopies, bucket.CpuMicroseconds, bucket.Outputs.Invalid,
        .. bucket.Errors.Values, .. bucket.Outputs.Scores, .. NamesOf(bucket).SelectMany(n => n.Values),
    ];

    private static bool IsName(string name) => NameRule.Check("name", name) is null;

    internal static bool IsCount(long count) => count is >= 0 and <= MaximumCount;

    internal static Refusal Invalid(string field, string problem, string remedy) => Refusal.OfField(TelemetryRefusals.Invalid, field, problem, remedy);
}
