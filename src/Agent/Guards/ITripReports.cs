using ControlPlane.Contracts.Agents;

namespace ControlPlane.AgentHost.Guards;

/// <summary>Where trips are told at once. Calls return at once; delivery is someone else's.</summary>
internal interface ITripReports
{
    /// <summary>A guard took a variant's traffic away.</summary>
    void Tripped(TripReport report);
}
