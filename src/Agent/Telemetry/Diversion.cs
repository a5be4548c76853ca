namespace ControlPlane.AgentHost.Telemetry;

/// <summary>Why the agent itself sends a variant's requests elsewhere.</summary>
[Flags]
internal enum Diversion
{
    /// <summary>It does not.</summary>
    None = 0,

    /// <summary>A guard tripped.</summary>
    Trip = 1,

    /// <summary>The control plane was silent for longer than a challenger may go on.</summary>
    LeaseExpired = 2,
}
