namespace ControlPlane.Cli.Files;

/// <summary>Which things may be pruned. Immutable.</summary>
/// <param name="IsAsked">Whether anything may.</param>
/// <param name="Labels">Labels that a thing must carry, every one of them.</param>
internal sealed record PruneLabels(bool IsAsked, IReadOnlyList<(string Name, string Value)> Labels);
