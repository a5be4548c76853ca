namespace ControlPlane.Demo.Users;

/// <summary>
/// What an agent answered: whether with success, by which version, and the token to tell the truth with.
/// Version and token are null where the agent did not say.
/// </summary>
public sealed record InferenceAnswer(bool IsSuccess, string? Version, string? FeedbackToken);
