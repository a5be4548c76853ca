namespace ControlPlane.Demo.Users;

/// <summary>What an agent answered: whether with success, which version, and the token to tell the truth with; null where the agent did not say.</summary>
public sealed record InferenceAnswer(bool IsSuccess, string? Version, string? FeedbackToken);
