namespace ControlPlane.Demo.Users;

/// <summary>
/// What a user asks, rendered once and sent many times: the JSON of an Open Inference Protocol request after its identifier, and the truth that comes out later.
/// </summary>
public sealed record PreparedRequest(string Endpoint, ReadOnlyMemory<byte> JsonAfterId, string Truth);
