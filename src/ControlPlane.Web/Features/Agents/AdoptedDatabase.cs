using ControlPlane.Contracts.Agents;

namespace ControlPlane.Web.Features.Agents;

/// <summary>A database that was taken for the true one. Immutable.</summary>
/// <param name="Tables">Where the table of each pool stands now.</param>
public sealed record AdoptedDatabase(IReadOnlyDictionary<string, TablePosition> Tables);
