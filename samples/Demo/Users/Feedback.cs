namespace ControlPlane.Demo.Users;

/// <summary>The truth about one answer, told with the token that came with the answer.</summary>
public sealed record Feedback(string Endpoint, string Token, string Label);
