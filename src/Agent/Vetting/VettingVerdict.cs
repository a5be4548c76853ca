namespace ControlPlane.AgentHost.Vetting;

/// <summary>How the trial of a file ended; kept beside it, because the same bytes in the same runtime end in the same way. Immutable.</summary>
/// <param name="Runtime">Version of the runtime that tried it.</param>
/// <param name="Problem">Why it must not be loaded; null when it may.</param>
/// <param name="Sandbox">What held the process that tried it, in words.</param>
/// <param name="Code">Code of the problem; null for <c>model_rejected</c>.</param>
/// <param name="Golden">Digest of the golden set that it was tried with; null when there was none.</param>
internal sealed record VettingVerdict(string Runtime, string? Problem, string Sandbox, string? Code = null, string? Golden = null);
