using ControlPlane.AgentHost.Connection;
using ControlPlane.Contracts.Keys;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Routing;

/// <summary>
/// Who must have signed a table: on receipt a key of the installation; on the disk the same, or this agent, which vouches for every table that it accepted,
/// because the installation's key may be retired while a table by it is still in force. Stateless.
/// An agent that joined before keys were knows none until it renews; until then no signature is asked for.
/// </summary>
internal static class TableTrust
{
    /// <summary>Whether a table that came is signed by the installation.</summary>
    /// <returns>Null when it is; else <see cref="RefusalCodes.BadSignature"/>.</returns>
    public static Refusal? CheckPublished(SealedRoutingTable table, AgentIdentity identity)
    {
        var keys = identity.SigningKeys;
        if (keys.Count == 0 || TableSignature.Find(keys, TableSignature.Published, table) is not null)
            return null;
        var how = table.Signature is null ? "not signed" : "signed by none of the keys this agent knows";
        return new Refusal(RefusalCodes.BadSignature, $"The table {TableIntake.PositionOf(table.Table)} is {how}: {string.Join(", ", keys.Select(k => k.Id))}.");
    }

    /// <summary>Whether a table on the disk was accepted by this agent.</summary>
    /// <returns>Null when it was; else <see cref="RefusalCodes.BadSignature"/>.</returns>
    public static Refusal? CheckKept(SealedRoutingTable table, AgentIdentity identity) =>
        TableSignature.Find([identity.Key.Own], TableSignature.Kept, table) is null ? CheckPublished(table, identity) : null;

    /// <summary>The table with this agent's word that it was accepted, beside the installation's signature where there is one.</summary>
    public static SealedRoutingTable Vouch(SealedRoutingTable table, AgentIdentity identity)
    {
        var own = identity.Key.Use(key => TableSignature.Write(TableSignature.Kept, [(identity.Key.Own.Id, key)], table));
        var published = TableSignature.Find(identity.SigningKeys, TableSignature.Published, table);
        return table with { Signature = published is null ? own : $"{published},{own}" };
    }
}
