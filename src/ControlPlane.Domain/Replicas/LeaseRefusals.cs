namespace ControlPlane.Domain.Replicas;

/// <summary>Codes of refusals about leading. Stable.</summary>
public static class LeaseRefusals
{
    /// <summary>Another replica leads, or led since.</summary>
    public const string NotLeader = "not_leader";

    /// <summary>The lease is held and not yet over.</summary>
    public const string Held = "lease_held";
}
