namespace ControlPlane.Contracts.Agents;

/// <summary>Where agents find things on the control plane. Paths, relative to its address.</summary>
public static class AgentRoutes
{
    /// <summary>The SignalR hub, see <see cref="IAgentHub"/>.</summary>
    public const string Hub = "/hubs/agents";

    /// <summary>POST a <see cref="JoinRequest"/>, get a <see cref="JoinResponse"/>.</summary>
    public const string Join = "/agents/v1/join";

    /// <summary>POST a <see cref="RenewalRequest"/>, get a <see cref="JoinResponse"/>.</summary>
    public const string Renewal = "/agents/v1/renew";

    /// <summary>GET the pool's table; the ETag is its digest, the headers below carry its order. Answers 304 to the digest in force.</summary>
    public const string RoutingTable = "/agents/v1/routing-table";

    /// <summary>GET a model file by digest, with ranges; append the digest.</summary>
    public const string Artifacts = "/agents/v1/artifacts/";

    /// <summary>POST a <see cref="Telemetry.TelemetryBatch"/> too large for the hub.</summary>
    public const string Telemetry = "/agents/v1/telemetry";

    /// <summary>POST a <see cref="Jobs.WorkRequest"/>, get a <see cref="Jobs.WorkAnswer"/>.</summary>
    public const string Work = "/agents/v1/jobs/work";

    /// <summary>POST a <see cref="Jobs.LeaseRenewal"/>; 409 when the lease is over.</summary>
    public const string WorkRenewal = "/agents/v1/jobs/renew";

    /// <summary>POST a <see cref="Jobs.ChunkReport"/>; 409 when the lease is over, so that somebody else runs the chunk.</summary>
    public const string WorkReport = "/agents/v1/jobs/report";

    /// <summary>GET a set of stored predictions by digest, with ranges; append the digest.</summary>
    public const string Predictions = "/agents/v1/predictions/";

    /// <summary>Response header of <see cref="RoutingTable"/>: the table's signature, see <see cref="Keys.TableSignature"/>; absent when unsigned.</summary>
    public const string SignatureHeader = "x-table-signature";
}
