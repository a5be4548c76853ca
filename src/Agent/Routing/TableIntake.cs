using ControlPlane.AgentHost.Connection;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Routing;

/// <summary>Decides whether an arrived table may be accepted: digest, form, cluster, pool, signature, order. Stateless, pure.</summary>
internal static class TableIntake
{
    /// <summary>Verifies a table against who this agent is and what it has accepted.</summary>
    /// <returns>The table, or a refusal with a code of <see cref="RefusalCodes"/>.</returns>
    public static Outcome<SealedRoutingTable> Verify(ArrivedTable arrived, AgentIdentity identity, SealedRoutingTable? accepted)
    {
        if (arrived.Content.Length > RoutingTableCodec.MaximumBytes)
        {
            return new Refusal(
                RefusalCodes.SchemaUnsupported,
                $"The table has {arrived.Content.Length} bytes, at most {RoutingTableCodec.MaximumBytes} are read.");
        }

        return RoutingTableCodec.Open(arrived.Content, arrived.Digest, arrived.Signature)
            .Then(table => (CheckOrigin(table.Table, identity) ?? TableTrust.CheckPublished(table, identity) ?? CheckOrder(table, accepted)) is { } refusal
                ? refusal
                : (Outcome<SealedRoutingTable>)table);
    }

    /// <summary>Where a table stands in the order.</summary>
    public static TablePosition PositionOf(RoutingTable table) => new(table.Epoch, table.Revision);

    /// <summary>Whether the same table would be refused again. A signature may be by a key that the agent is about to learn of, and the right one may follow a forged one.</summary>
    public static bool IsPermanent(string code) =>
        code is not (RefusalCodes.DigestMismatch or RefusalCodes.BadSignature or RefusalCodes.ArtefactUnreachable
            or RefusalCodes.InsufficientDisk or RefusalCodes.InsufficientMemory or RefusalCodes.Internal);

    private static Refusal? CheckOrigin(RoutingTable table, AgentIdentity identity) =>
        table.ClusterId != identity.ClusterId
            ? new Refusal(
                RefusalCodes.WrongCluster, $"The table is of the installation '{table.ClusterId}', this agent joined '{identity.ClusterId}'.")
            : table.Pool != identity.Pool
                ? new Refusal(RefusalCodes.WrongPool, $"The table is for the pool '{table.Pool}', this agent is in '{identity.Pool}'.")
                : null;

    private static Refusal? CheckOrder(SealedRoutingTable table, SealedRoutingTable? accepted)
    {
        if (accepted is null)
            return null;

        var next = PositionOf(table.Table);
        var held = PositionOf(accepted.Table);
        if (next == held && table.Digest != accepted.Digest)
        {
            return new Refusal(
                RefusalCodes.StaleVersion,
                $"Two different tables have the position {next}: accepted was {accepted.Digest}, now came {table.Digest}.");
        }

        if (next.Epoch < held.Epoch)
            return new Refusal(RefusalCodes.StaleEpoch, $"The table has the epoch {next.Epoch}, accepted was {held.Epoch}.");
        return next < held
            ? new Refusal(RefusalCodes.StaleVersion, $"The table has the position {next}, accepted was {held}.")
            : null;
    }
}
