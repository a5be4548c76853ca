namespace ControlPlane.Domain.Jobs;

/// <summary>How a job reads its input and what becomes of its results. Immutable.</summary>
public sealed record JobSettings
{
    /// <summary>Rows of a chunk when nothing is said.</summary>
    public const int DefaultChunkRows = 500;

    /// <summary>Most rows of a chunk.</summary>
    public const int MaximumChunkRows = 10_000;

    /// <summary>How the input is written.</summary>
    public required JobFormat Format { get; init; }

    /// <summary>Column or member that is kept beside each result; null when none is.</summary>
    public string? Key { get; init; }

    /// <summary>Columns of an input, in the order of its elements; an input that is not named takes the columns of its own name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Columns { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Most rows of a chunk, from 1 to <see cref="MaximumChunkRows"/>.</summary>
    public int ChunkRows { get; init; } = DefaultChunkRows;

    /// <summary>Share of broken rows above which the job stops, from 0 to 1; null when it never does.</summary>
    public double? BrokenLimit { get; init; }

    /// <summary>The results become the endpoint's stored predictions.</summary>
    public bool IsStored { get; init; }
}
