using System.Text.Json;

namespace ControlPlane.Demo.Users;

/// <summary>What happened so far, as a line for people and as JSON for programs.</summary>
public sealed record TrafficSummary(
    double Seconds,
    long FailedAttempts,
    long FeedbackFailed,
    long FeedbackForgotten,
    int FeedbackPending,
    IReadOnlyDictionary<string, EndpointSummary> Endpoints)
{
    public long Sent => Endpoints.Values.Sum(endpoint => endpoint.Sent);

    public long Succeeded => Endpoints.Values.Sum(endpoint => endpoint.Succeeded);

    public long Failed => Endpoints.Values.Sum(endpoint => endpoint.Failed);

    public long Skipped => Endpoints.Values.Sum(endpoint => endpoint.Skipped);

    public long Feedback => Endpoints.Values.Sum(endpoint => endpoint.Feedback);

    public string ToLine() =>
        $"users: {Seconds:F0} s, {Sent} calls sent ({string.Join(", ", Endpoints.Select(entry => $"{entry.Key} {entry.Value.Sent}"))}), "
        + $"{Succeeded} succeeded, {Failed} failed, {Skipped} skipped, {FailedAttempts} attempts at unreachable agents; "
        + $"{Feedback} truths told, {FeedbackPending} pending, {FeedbackFailed} refused, {FeedbackForgotten} forgotten";

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);
}
