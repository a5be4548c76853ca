namespace ControlPlane.Cli.Files;

/// <summary>One thing that is wrong with a file. Immutable.</summary>
/// <param name="File">The file, as it was named.</param>
/// <param name="Position">Where it stands.</param>
/// <param name="Path">Which member it is about; empty for the document.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Remedy">What would be right.</param>
internal sealed record Finding(string File, FilePosition Position, string Path, string Problem, string Remedy)
{
    public override string ToString() => $"{File}:{Position}: {(Path.Length == 0 ? "" : $"{Path} ")}{Problem}; {Remedy}";
}
