using ControlPlane.Data.Telemetry;

namespace ControlPlane.Web.Features.Evidence;

/// <summary>What variants did on one day of an experiment. Immutable.</summary>
/// <param name="Number">Days since the experiment began, from 1.</param>
/// <param name="Rows">One per variant with a request.</param>
public sealed record ExperimentDay(int Number, IReadOnlyList<WindowRow> Rows)
{
    /// <summary>Most days that are told apart.</summary>
    public const int Kept = 14;
}
