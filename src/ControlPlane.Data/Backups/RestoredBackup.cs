using ControlPlane.Contracts.Agents;
using ControlPlane.Data.Installations;

namespace ControlPlane.Data.Backups;

/// <summary>A backup that was put back. Immutable.</summary>
/// <param name="Backup">Which.</param>
/// <param name="Installation">As it is now.</param>
/// <param name="Replaced">Where the databases lie that were there before; null when none were.</param>
/// <param name="Tables">The tables that were published anew, one a pool, above everything agents have.</param>
/// <param name="MissingArtifacts">Digests of registered files that the artifact folder does not hold.</param>
public sealed record RestoredBackup(
    Backup Backup, Installation Installation, string? Replaced, IReadOnlyDictionary<string, TablePosition> Tables, IReadOnlyList<string> MissingArtifacts);
