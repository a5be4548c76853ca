namespace ControlPlane.AgentHost.Serving;

/// <summary>An output that goes into the answer.</summary>
/// <param name="Index">Among the model's outputs.</param>
/// <param name="IsBinary">It comes as bytes, not as JSON.</param>
/// <param name="AsMaps">Each row of a sequence of maps comes as a JSON text.</param>
internal readonly record struct SelectedOutput(int Index, bool IsBinary, bool AsMaps);
