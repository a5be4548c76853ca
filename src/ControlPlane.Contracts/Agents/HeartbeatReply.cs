namespace ControlPlane.Contracts.Agents;

/// <summary>Answer to <see cref="HeartbeatReport"/>. Immutable.</summary>
/// <param name="Desired">The table that should be in force; an agent that has an older one asks for it.</param>
/// <param name="AnsweredAt">The control plane's clock when it answered.</param>
public sealed record HeartbeatReply(TablePosition Desired, DateTimeOffset AnsweredAt);
