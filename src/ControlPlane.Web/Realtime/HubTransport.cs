using ControlPlane.Contracts.Agents;

namespace ControlPlane.Web.Realtime;

/// <summary>The wire to one agent over SignalR.</summary>
/// <param name="client">The agent's end.</param>
/// <param name="abort">Cuts the connection.</param>
/// <param name="clock">Measures how long the agent may take to leave.</param>
/// <param name="ended">Cancelled when the connection has ended.</param>
internal sealed class HubTransport(IAgentClient client, Action abort, TimeProvider clock, CancellationToken ended) : IAgentTransport
{
    private static readonly TimeSpan LeaveTime = TimeSpan.FromSeconds(1);

    public Task OfferAsync(RoutingTableOffer offer) => client.Offer(offer);

    // The call returns when the message is buffered: cutting at once could overtake it. An agent that hears it leaves by itself.
    public async Task SayGoodbyeAsync(GoodbyeMessage goodbye)
    {
        await client.Goodbye(goodbye);
        await Task.Delay(LeaveTime, clock, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Abort() => abort();
}
