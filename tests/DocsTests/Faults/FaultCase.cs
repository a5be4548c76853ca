namespace ControlPlane.DocsTests.Faults;

/// <summary>One fault that the product is built to survive. Immutable.</summary>
/// <param name="Id">Such as F03; tests name it in a trait.</param>
/// <param name="Injected">What is done.</param>
/// <param name="Expected">What must follow.</param>
/// <param name="Left">What no test shows, in words; null when the tests show all of it.</param>
internal sealed record FaultCase(string Id, string Injected, string Expected, string? Left = null);
