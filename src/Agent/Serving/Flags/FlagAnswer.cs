namespace ControlPlane.AgentHost.Serving.Flags;

/// <summary>One evaluated flag, or why it has no value. Immutable.</summary>
internal sealed record FlagAnswer
{
    /// <summary>Name of the endpoint; null where a whole request failed.</summary>
    public string? Key { get; init; }

    /// <summary>Name of the variant; null when there is an error.</summary>
    public string? Value { get; init; }

    /// <summary>See <see cref="FlagReasons"/>; null when there is an error.</summary>
    public string? Reason { get; init; }

    /// <summary>As <see cref="Value"/>.</summary>
    public string? Variant { get; init; }

    /// <summary>Null when there is an error.</summary>
    public FlagMetadata? Metadata { get; init; }

    /// <summary>See <see cref="FlagErrors"/>; null when there is a value.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>A sentence for the error; null when there is a value.</summary>
    public string? ErrorDetails { get; init; }

    /// <summary>An evaluation that failed.</summary>
    public static FlagAnswer Failed(string? key, string code, string sentence) => new() { Key = key, ErrorCode = code, ErrorDetails = sentence };
}
