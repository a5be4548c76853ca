using ControlPlane.Contracts.Routing;

namespace ControlPlane.Data.Signing;

/// <summary>Signs tables for the installation. Thread-safe.</summary>
public interface ITableSigner
{
    /// <summary>The table with the installation's signature.</summary>
    SealedRoutingTable Sign(SealedRoutingTable table);
}
