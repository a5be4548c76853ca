using ControlPlane.Domain.Drift;

namespace ControlPlane.Web.Features.Drift;

/// <summary>How far a reference from live requests has come. Immutable.</summary>
/// <param name="Part">What it will hold.</param>
/// <param name="Version">Of which version.</param>
/// <param name="Rows">Rows so far.</param>
/// <param name="Needed">Rows that it is frozen from.</param>
public sealed record CollectedRows(ReferencePart Part, int Version, long Rows, long Needed)
{
    /// <summary>Rows that are still missing.</summary>
    public long Missing => Math.Max(0, Needed - Rows);
}
