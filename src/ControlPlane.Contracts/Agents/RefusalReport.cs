namespace ControlPlane.Contracts.Agents;

/// <summary>An offered table is not taken; the one before stays in force. Immutable.</summary>
public sealed record RefusalReport
{
    /// <summary>Nonce of the offer; null when the table was polled.</summary>
    public long? Nonce { get; init; }

    /// <summary>The refused table.</summary>
    public required TablePosition Position { get; init; }

    /// <summary>A code of <see cref="Routing.RefusalCodes"/>.</summary>
    public required string Code { get; init; }

    /// <summary>Model, endpoint or field it is about; null when it is about the whole table.</summary>
    public string? Subject { get; init; }

    /// <summary>One sentence, at most 1 KB.</summary>
    public required string Message { get; init; }

    /// <summary>True when the same table would be refused again.</summary>
    public required bool IsPermanent { get; init; }

    /// <summary>The table still in force.</summary>
    public required TablePosition InForce { get; init; }
}
