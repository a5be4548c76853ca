namespace ControlPlane.AgentHost.Connection;

/// <summary>Makes connections to the control plane's hub.</summary>
internal interface IControlPlaneLink
{
    /// <summary>Makes one connection.</summary>
    /// <exception cref="Exception">It cannot be made; the caller tries again later.</exception>
    Task<IControlPlaneSession> ConnectAsync(CancellationToken cancellationToken);
}
