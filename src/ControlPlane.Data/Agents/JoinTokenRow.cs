using ControlPlane.Domain.Agents;

namespace ControlPlane.Data.Agents;

/// <summary>A join token for a screen, without its secret. Immutable.</summary>
/// <param name="Id">Public id.</param>
/// <param name="Pool">The pool it is for.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="ExpiresAt">Exclusive end of its life.</param>
/// <param name="UsedAt">Null while it is unused.</param>
/// <param name="UsedBy">Null while it is unused.</param>
public sealed record JoinTokenRow(
    string Id, string Pool, string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? UsedAt, AgentId? UsedBy);
