using System.Collections.Concurrent;
using ControlPlane.AgentHost.Guards;
using ControlPlane.AgentHost.Routing;
using ControlPlane.Contracts.Agents;

namespace ControlPlane.AgentHost.Tests.Fakes;

/// <summary>Keeps what the applier reports.</summary>
internal sealed class RecordedReports : IApplyReports, ITripReports
{
    public ConcurrentQueue<AppliedState> States { get; } = new();

    public ConcurrentQueue<RefusalReport> Refusals { get; } = new();

    public ConcurrentQueue<TripReport> Trips { get; } = new();

    public AppliedState Last => States.Last();

    public void Applied(AppliedState state) => States.Enqueue(state);

    public void Tripped(TripReport report) => Trips.Enqueue(report);

    public void Refused(RefusalReport report, OfferReference? offer) => Refusals.Enqueue(report with { Nonce = offer?.Nonce });
}
