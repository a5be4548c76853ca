namespace ControlPlane.Data.Requests;

/// <summary>The answer to a request that carried an idempotency key, so that its repetition gets the same one. Never changed.</summary>
public sealed class AnsweredRequest
{
    /// <summary>SHA-256 of method, path and key, lower-case hexadecimal: the same key elsewhere is another request.</summary>
    public required string Id { get; init; }

    /// <summary>SHA-256 of query and body, lower-case hexadecimal: a repetition must not ask for something else.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>Null when the answer had no body.</summary>
    public string? ContentType { get; init; }

    /// <summary>Null when the answer named no place.</summary>
    public string? Location { get; init; }

    /// <summary>Null when the answer had no entity tag.</summary>
    public string? EntityTag { get; init; }

    /// <summary>Null when the answer is not kept because it held a secret.</summary>
    public byte[]? Body { get; init; }

    /// <summary>When it was given.</summary>
    public required DateTimeOffset AnsweredAt { get; init; }
}
