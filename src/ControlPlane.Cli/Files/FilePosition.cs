namespace ControlPlane.Cli.Files;

/// <summary>A place in a file, both from 1. Immutable.</summary>
internal readonly record struct FilePosition(long Line, long Column)
{
    public override string ToString() => $"{Line}:{Column}";
}
