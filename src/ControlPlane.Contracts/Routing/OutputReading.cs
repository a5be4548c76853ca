namespace ControlPlane.Contracts.Routing;

/// <summary>How a version declares that its output is read, so that predictions can be counted and compared. Immutable.</summary>
public sealed record OutputReading
{
    /// <summary>Name of the output; null when <see cref="Kind"/> is <see cref="OutputKind.Unread"/>.</summary>
    public string? Output { get; init; }

    /// <summary>What its values mean.</summary>
    public OutputKind Kind { get; init; } = OutputKind.Unread;

    /// <summary>Names by class index; empty when the output carries names itself or the index is shown.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>The class whose probability is the score; null when there is no such class.</summary>
    public string? PositiveClass { get; init; }

    /// <summary>A version of which nothing is read.</summary>
    public static OutputReading None { get; } = new();
}
