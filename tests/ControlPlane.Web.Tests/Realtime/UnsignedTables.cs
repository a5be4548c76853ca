using ControlPlane.Contracts.Routing;
using ControlPlane.Data.Signing;

namespace ControlPlane.Web.Tests.Realtime;

/// <summary>Signs nothing, for tests that are about something else.</summary>
internal sealed class UnsignedTables : ITableSigner
{
    public SealedRoutingTable Sign(SealedRoutingTable table) => table;
}
