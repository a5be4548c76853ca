namespace ControlPlane.AgentHost.Vetting;

/// <summary>What the process that tried a model says at its end. Immutable.</summary>
/// <param name="Problem">Why the model does not answer; null when it does.</param>
/// <param name="Sandbox">What held the process, in words.</param>
/// <param name="Code">Code of the problem; null for <c>model_rejected</c>.</param>
internal sealed record VettingReport(string? Problem, string Sandbox, string? Code = null);
