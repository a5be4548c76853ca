namespace ControlPlane.Demo.Users;

/// <summary>
/// What a user asks, rendered once and sent many times: the JSON of an Open Inference Protocol request from behind its identifier on.
/// The truth is the class name that comes out later.
/// </summary>
public sealed record PreparedRequest(string Endpoint, ReadOnlyMemory<byte> JsonAfterId, string Truth);
