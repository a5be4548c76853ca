namespace ControlPlane.AgentHost.Telemetry;

/// <summary>How one copy's answer by a shadow compares with the one the caller got. Immutable.</summary>
internal sealed record CopyComparison
{
    /// <summary>What became of the copy.</summary>
    public required CopyOutcome Outcome { get; init; }

    /// <summary>Row by row; empty unless both answers are valid.</summary>
    public IReadOnlyList<ComparedRow> Rows { get; init; } = [];

    /// <summary>How much longer the shadow's model ran than the one that answered; negative when it was quicker.</summary>
    public TimeSpan Slower { get; init; }

    /// <summary>Segments of the request, each <c>attribute=value</c>, bounded in number as telemetry bounds them.</summary>
    public IReadOnlyList<string> Segments { get; init; } = [];
}
