namespace ControlPlane.Demo.Users;

/// <summary>
/// What happened at one endpoint so far.
/// Sent calls without success or failure are still under way.
/// Skipped ones were due and left out, because too many were under way or the program was late.
/// </summary>
public sealed record EndpointSummary(
    long Sent,
    long Succeeded,
    long Failed,
    long Skipped,
    long Feedback,
    IReadOnlyDictionary<string, long> AnswersByVersion);
