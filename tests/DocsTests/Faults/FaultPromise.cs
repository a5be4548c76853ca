namespace ControlPlane.DocsTests.Faults;

/// <summary>Something published that holds under faults, with the figure of a run of ours. Immutable.</summary>
/// <param name="Id">Such as P7; tests name it in a trait.</param>
/// <param name="Promised">What holds.</param>
/// <param name="Figure">What a run gave, and which one.</param>
/// <param name="Left">What is not shown, in words; null when all of it is.</param>
internal sealed record FaultPromise(string Id, string Promised, string Figure, string? Left = null);
