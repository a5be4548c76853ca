namespace ControlPlane.Demo.Tests.Users;

/// <summary>What one agent was sent, and when, counted from the start.</summary>
internal sealed record SentRequest(TimeSpan At, string Host, string Path, IReadOnlyDictionary<string, string> Headers, string Body);
