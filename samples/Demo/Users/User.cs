namespace ControlPlane.Demo.Users;

/// <summary>Somebody who calls; the identifier is the routing key of all of their calls.</summary>
public sealed record User(string Id, Region Region);
