namespace ControlPlane.Cli.Output;

/// <summary>What people see of a result. Immutable.</summary>
internal sealed record View
{
    /// <summary>Whatever the result holds, in its own order.</summary>
    public static readonly View Everything = new();

    /// <summary>Columns of a list of such things.</summary>
    public IReadOnlyList<Column> Columns { get; init; } = [];

    /// <summary>Lines of one such thing.</summary>
    public IReadOnlyList<Column> Fields { get; init; } = [];

    /// <summary>Lists inside one such thing.</summary>
    public IReadOnlyList<Section> Sections { get; init; } = [];

    /// <summary>What to say where a list is empty.</summary>
    public string Empty { get; init; } = "There is nothing yet.";

    /// <summary>A list and nothing else.</summary>
    public static View OfList(string empty, params IReadOnlyList<Column> columns) => new() { Columns = columns, Empty = empty };
}
