namespace ControlPlane.Benchmarks.Scenes;

/// <summary>What one scene of the demo has shown, or what it has not shown yet. Immutable.</summary>
/// <param name="Scene">What it is about.</param>
/// <param name="IsShown">Whether it has shown it.</param>
/// <param name="Figures">The numbers, as the API gives them.</param>
internal sealed record SceneOutcome(string Scene, bool IsShown, string Figures)
{
    /// <summary>From the line that says everything is ready; null while it is not shown.</summary>
    public double? Seconds { get; init; }
}
