using ControlPlane.Contracts.Agents;

namespace ControlPlane.Web.Realtime;

/// <summary>The wire to one agent, so that the sender can be tested without one.</summary>
public interface IAgentTransport
{
    /// <summary>Completes when the offer is handed to the network.</summary>
    Task OfferAsync(RoutingTableOffer offer);

    /// <summary>Completes when the message is handed to the network.</summary>
    Task SayGoodbyeAsync(GoodbyeMessage goodbye);

    /// <summary>Cuts the connection at once.</summary>
    void Abort();
}
