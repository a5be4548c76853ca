namespace ControlPlane.DocsTests.Faults;

/// <summary>A test that says which fault or promise it shows. Immutable.</summary>
/// <param name="Id">Such as F03 or P7.</param>
/// <param name="Test">Full name of its method.</param>
/// <param name="IsRun">Whether the method is a test at all.</param>
internal sealed record TestedFault(string Id, string Test, bool IsRun);
