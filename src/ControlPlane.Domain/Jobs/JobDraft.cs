using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Domain.Jobs;

/// <summary>A job that is wanted, its input read. Immutable.</summary>
public sealed record JobDraft
{
    /// <summary>Never reused.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the endpoint.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Its environment.</summary>
    public required string Pool { get; init; }

    /// <summary>Its registered model.</summary>
    public required string Model { get; init; }

    /// <summary>The version that answers.</summary>
    public required int Version { get; init; }

    /// <summary>What people call the input, such as a file's name; empty when nothing was said.</summary>
    public string Name { get; init; } = "";

    /// <summary>SHA-256 of the input; also its address.</summary>
    public required string InputDigest { get; init; }

    /// <summary>Length of the input.</summary>
    public required long InputBytes { get; init; }

    /// <summary>Names of the columns; empty for JSON lines.</summary>
    public IReadOnlyList<string> Header { get; init; } = [];

    /// <summary>Parts of the input, in order; at least one.</summary>
    public required IReadOnlyList<ChunkRange> Chunks { get; init; }

    /// <summary>How the input is read.</summary>
    public required JobSettings Settings { get; init; }

    /// <summary>Who wants it.</summary>
    public required string StartedBy { get; init; }

    /// <summary>The job whose schedule began it; null when a person did.</summary>
    public string? ScheduledBy { get; init; }

    /// <summary>What is wrong with settings, whatever the input is.</summary>
    /// <returns>Null, or the refusal <see cref="JobRefusals.Invalid"/>.</returns>
    public static Refusal? Check(JobSettings settings)
    {
        FieldProblem?[] problems =
        [
            settings.ChunkRows is < 1 or > JobSettings.MaximumChunkRows
                ? new("chunkRows", $"is {settings.ChunkRows}", $"use 1 to {JobSettings.MaximumChunkRows}") : null,
            settings.BrokenLimit is < 0 or > 1 or double.NaN ? new("brokenLimit", $"is {settings.BrokenLimit}", "use a share from 0 to 1, such as 0.05") : null,
            settings is { IsStored: true, Key: null } ? new("key", "is missing", "name the column that predictions are looked up by") : null,
            settings is { Format: JobFormat.Jsonl, Columns.Count: > 0 } ? new("columns", "are named for JSON lines", "name members as the inputs are named") : null,
        ];
        var found = problems.OfType<FieldProblem>().ToArray();
        return found.Length == 0 ? null : new Refusal(JobRefusals.Invalid, $"{found[0].Field} {found[0].Problem}; {found[0].Remedy}.") { Fields = found };
    }
}
