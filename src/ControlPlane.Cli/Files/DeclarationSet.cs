namespace ControlPlane.Cli.Files;

/// <summary>Everything that some files say, and everything that is wrong with them. Immutable.</summary>
internal sealed record DeclarationSet(IReadOnlyList<Declaration> Declarations, IReadOnlyList<Finding> Findings, int Files);
