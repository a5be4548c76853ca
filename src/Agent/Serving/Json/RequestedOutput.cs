namespace ControlPlane.AgentHost.Serving.Json;

/// <summary>One of the outputs that a caller asks for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsBinary">Whether it shall come as bytes behind the JSON; null where the request as a whole says so.</param>
/// <param name="AsMaps">Rows of a sequence of maps shall come as one JSON text each instead of as a matrix.</param>
internal readonly record struct RequestedOutput(TextRange Name, bool? IsBinary = null, bool AsMaps = false);
