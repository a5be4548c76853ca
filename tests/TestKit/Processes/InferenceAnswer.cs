namespace ControlPlane.TestKit.Processes;

/// <summary>What an agent answered. Immutable.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Variant">Header <c>x-variant</c>; null when none answered.</param>
/// <param name="Version">Header <c>x-model-version</c>; null when none answered.</param>
/// <param name="RouteRevision">Header <c>x-routing-revision</c>; 0 when none answered.</param>
/// <param name="FeedbackToken">Header <c>x-feedback-token</c>; null when none answered.</param>
/// <param name="Body">The whole body.</param>
public sealed record InferenceAnswer(int Status, string? Variant, string? Version, long RouteRevision, string? FeedbackToken, string Body)
{
    /// <summary>When it came, as a timestamp of the system's clock.</summary>
    public long At { get; init; } = TimeProvider.System.GetTimestamp();
}
