using System.Globalization;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Serving;

/// <summary>Header names and the values that repeat.</summary>
internal static class HeaderTexts
{
    public const string RequestId = "x-request-id";
    public const string Priority = "x-priority";
    public const string ModelVersion = "x-model-version";
    public const string Variant = "x-variant";
    public const string Bucket = "x-bucket";
    public const string RoutingRevision = "x-routing-revision";
    public const string FeedbackToken = "x-feedback-token";
    public const string PredictionState = "x-prediction-state";
    public const string BinaryLength = "inference-header-content-length";
    public const string Json = "application/json";
    public const string Bytes = "application/octet-stream";

    private static readonly string[] Buckets =
        [.. Enumerable.Range(0, StickyHash.BucketCount).Select(b => b.ToString(CultureInfo.InvariantCulture))];

    /// <summary>A bucket as text.</summary>
    public static string OfBucket(int bucket) => Buckets[bucket];
}
