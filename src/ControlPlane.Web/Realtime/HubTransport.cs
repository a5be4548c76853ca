using ControlPlane.Contracts.Agents;

namespace ControlPlane.Web.Realtime;

/// <summary>The wire to one agent over SignalR.</summary>
internal sealed class HubTransport(IAgentClient client, Action abort) : IAgentTransport
{
    public Task OfferAsync(RoutingTableOffer offer) => client.Offer(offer);

    public Task SayGoodbyeAsync(GoodbyeMessage goodbye) => client.Goodbye(goodbye);

    public void Abort() => abort();
}
