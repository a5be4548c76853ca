using ControlPlane.Contracts.Agents;

namespace ControlPlane.AgentHost.Routing;

/// <summary>Where the outcome of tables goes. Calls return at once; delivery is someone else's.</summary>
internal interface IApplyReports
{
    /// <summary>What is in force changed, or was asked for again.</summary>
    void Applied(AppliedState state);

    /// <summary>A table was refused.</summary>
    void Refused(RefusalReport report, OfferReference? offer);
}
