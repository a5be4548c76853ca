using ControlPlane.Domain.Access;

namespace ControlPlane.Data.Access;

/// <summary>An API token for a screen, without its secret. Immutable.</summary>
public sealed record ApiTokenRow
{
    /// <summary>Public id.</summary>
    public required string Id { get; init; }

    /// <summary>What it is for.</summary>
    public required string Name { get; init; }

    /// <summary>What it may do at most, such as <c>deployer@staging</c>.</summary>
    public required IReadOnlyList<string> Grants { get; init; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Exclusive end of its newest secret.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Null before the first rotation.</summary>
    public required DateTimeOffset? RotatedAt { get; init; }

    /// <summary>Until when the secret before the last rotation is good; null before the first.</summary>
    public required DateTimeOffset? PreviousExpiresAt { get; init; }

    /// <summary>To the minute; null before the first use.</summary>
    public required DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Null while it was not revoked.</summary>
    public required DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The row of a token.</summary>
    public static ApiTokenRow Of(ApiToken token) => new()
    {
        Id = token.Id,
        Name = token.Name,
        Grants = [.. token.Grants.Select(g => g.ToString())],
        CreatedBy = token.CreatedBy,
        CreatedAt = token.CreatedAt,
        ExpiresAt = token.ExpiresAt,
        RotatedAt = token.RotatedAt,
        PreviousExpiresAt = token.PreviousExpiresAt,
        LastUsedAt = token.LastUsedAt,
        RevokedAt = token.RevokedAt,
    };
}
