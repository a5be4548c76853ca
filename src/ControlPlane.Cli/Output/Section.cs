namespace ControlPlane.Cli.Output;

/// <summary>A list inside a result, drawn as a table of its own. Immutable.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Path">Where the list is.</param>
/// <param name="Columns">What is shown of each item.</param>
internal sealed record Section(string Title, string Path, params IReadOnlyList<Column> Columns);
