namespace ControlPlane.AgentHost.Routing;

/// <summary>What is done with one endpoint of the accepted table.</summary>
internal enum EndpointStep
{
    /// <summary>It routes as the table says.</summary>
    Take,

    /// <summary>A routed version is on the way: it keeps the routing it has, if it has one.</summary>
    Wait,

    /// <summary>Its stable version is refused here: it keeps the routing it has, if it has one.</summary>
    Keep,
}
