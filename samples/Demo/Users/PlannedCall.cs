namespace ControlPlane.Demo.Users;

/// <summary>
/// One call as the plan has it: when it is due, counted from the start, who asks and what.
/// The feedback delay counts from the answer and is null when this user will not tell the truth.
/// </summary>
public sealed record PlannedCall(long Number, TimeSpan Due, User User, PreparedRequest Request, TimeSpan? FeedbackDelay);
