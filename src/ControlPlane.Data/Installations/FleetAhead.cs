using ControlPlane.Contracts.Agents;

namespace ControlPlane.Data.Installations;

/// <summary>What showed that a database is older than its agents: a table that this installation signed and this database does not have. Immutable.</summary>
/// <param name="Position">The highest such table.</param>
/// <param name="Pool">Its pool.</param>
/// <param name="Agent">Name of the agent that has it.</param>
/// <param name="Since">When that was first seen.</param>
public sealed record FleetAhead(TablePosition Position, string Pool, string Agent, DateTimeOffset Since);
