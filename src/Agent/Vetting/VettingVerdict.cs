namespace ControlPlane.AgentHost.Vetting;

/// <summary>How the trial of a file ended; kept beside it, because the same bytes in the same runtime end in the same way. Immutable.</summary>
/// <param name="Runtime">Version of the runtime that tried it.</param>
/// <param name="Problem">Why it must not be loaded; null when it may.</param>
/// <param name="Sandbox">What held the process that tried it, in words.</param>
internal sealed record VettingVerdict(string Runtime, string? Problem, string Sandbox);
