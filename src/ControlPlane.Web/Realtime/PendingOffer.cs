using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.Web.Realtime;

/// <summary>A table that an agent has not been offered yet. Immutable.</summary>
internal sealed record PendingOffer(SealedRoutingTable Table, OfferUrgency Urgency)
{
    public TablePosition Position => PositionOf(Table);

    public static TablePosition PositionOf(SealedRoutingTable table) => new(table.Table.Epoch, table.Table.Revision);

    public RoutingTableOffer WithNonce(long nonce) => new()
    {
        Position = Position,
        Digest = Table.Digest,
        SizeBytes = Table.Content.Length,
        Urgency = Urgency,
        Nonce = nonce,
        Content = Table.Content.Length <= RoutingTableOffer.InlineLimit ? Table.Content.ToArray() : null,
        Signature = Table.Signature,
    };
}
