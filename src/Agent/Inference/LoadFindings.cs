namespace ControlPlane.AgentHost.Inference;

/// <summary>What trials found out about a file when it was loaded. Holds for the same bytes, runtime and machine only. Immutable.</summary>
/// <param name="Runtime">Version of the runtime that ran the trials.</param>
/// <param name="Processors">For how many runs at once.</param>
/// <param name="MaximumRows">Largest batch that was tried.</param>
/// <param name="Sessions">How many sessions pay.</param>
/// <param name="RunsInBatches">Whether rows come out of a batch as they come out alone.</param>
internal sealed record LoadFindings(string Runtime, int Processors, int MaximumRows, int Sessions, bool RunsInBatches)
{
    /// <summary>Whether trials under the given circumstances would find the same.</summary>
    public bool HoldFor(string runtime, int processors, int maximumRows) =>
        Runtime == runtime && Processors == processors && MaximumRows == maximumRows && Sessions >= 1 && Sessions <= SessionPolicy.Most;
}
