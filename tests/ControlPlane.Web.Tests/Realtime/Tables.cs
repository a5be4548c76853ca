using ControlPlane.Contracts.Routing;

namespace ControlPlane.Web.Tests.Realtime;

/// <summary>Small sealed tables for tests of the push.</summary>
internal static class Tables
{
    public static SealedRoutingTable AtRevision(long revision, string pool = "production") => RoutingTableCodec.Seal(new RoutingTable
    {
        ClusterId = "cluster",
        Pool = pool,
        Epoch = 1,
        Revision = revision,
        Prepare = [],
        Endpoints = [],
    });
}
