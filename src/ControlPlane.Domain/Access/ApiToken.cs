using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Naming;

namespace ControlPlane.Domain.Access;

/// <summary>Lets a program call the API with some of its maker's rights, for a time. Only hashes of its secrets are kept. Not thread-safe; one owner changes it.</summary>
public sealed class ApiToken
{
    /// <summary>How long a token is good unless told otherwise.</summary>
    public static readonly TimeSpan DefaultLifetime = TimeSpan.FromDays(90);

    /// <summary>Longest lifetime, inclusive.</summary>
    public static readonly TimeSpan MaximumLifetime = TimeSpan.FromDays(366);

    /// <summary>How long the secret before a rotation stays good unless told otherwise.</summary>
    public static readonly TimeSpan DefaultOverlap = TimeSpan.FromHours(24);

    /// <summary>Longest overlap, inclusive.</summary>
    public static readonly TimeSpan MaximumOverlap = TimeSpan.FromDays(7);

    /// <summary>Most grants of one token.</summary>
    public const int MaximumGrants = 50;

    private ApiToken()
    {
    }

    /// <summary>Public id, part of the token's text.</summary>
    public string Id { get; private init; } = null!;

    /// <summary>What it is for.</summary>
    public string Name { get; private init; } = null!;

    /// <summary>What it may do at most; less when its maker may do less by now.</summary>
    public IReadOnlyList<RoleGrant> Grants { get; private init; } = [];

    /// <summary>Name of who made it.</summary>
    public string CreatedBy { get; private init; } = null!;

    /// <summary>Id of the person who made it and whose rights bound it; null where nobody signed in.</summary>
    public string? OwnerId { get; private init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>How long a secret of it is good.</summary>
    public TimeSpan Lifetime { get; private init; }

    /// <summary>SHA-256 of the secret, lower-case hexadecimal.</summary>
    public string SecretHash { get; private set; } = null!;

    /// <summary>Exclusive end of the secret.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>The same of the secret before the last rotation; null before the first.</summary>
    public string? PreviousHash { get; private set; }

    /// <summary>Exclusive end of the secret before; null before the first rotation.</summary>
    public DateTimeOffset? PreviousExpiresAt { get; private set; }

    /// <summary>When it was last rotated; null before the first time.</summary>
    public DateTimeOffset? RotatedAt { get; private set; }

    /// <summary>When it was last used, to the minute; null before the first time.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    /// <summary>When it was revoked; null while it was not.</summary>
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>A fresh token.</summary>
    /// <param name="id">From the id source.</param>
    /// <param name="secretHash">See <see cref="BearerSecret.HashOf"/>.</param>
    /// <param name="draft">What is wanted.</param>
    /// <param name="createdBy">Name of the actor.</param>
    /// <param name="ownerId">Id of the person; null where nobody signed in.</param>
    /// <param name="now">The time of the change.</param>
    /// <returns>Refusal: <see cref="AccessRefusals.TokenInvalid"/>.</returns>
    public static Outcome<ApiToken> Issue(string id, string secretHash, ApiTokenDraft draft, string createdBy, string? ownerId, DateTimeOffset now)
    {
        var life = draft.Lifetime ?? DefaultLifetime;
        var problems = new Problems();
        problems.Add(NameRule.Check("name", draft.Name));
        if (draft.Grants.Count is 0 or > MaximumGrants)
            problems.Add("grants", $"are {draft.Grants.Count}", $"give 1 to {MaximumGrants}, such as deployer@staging");
        if (life <= TimeSpan.Zero || life > MaximumLifetime)
            problems.Add("lifetime", $"is {life.TotalDays:0.##} d", $"use more than 0 up to {MaximumLifetime.TotalDays:0} d");
        if (problems.Any)
            return problems.ToRefusal(AccessRefusals.TokenInvalid);

        return new ApiToken
        {
            Id = id,
            Name = draft.Name,
            Grants = [.. draft.Grants.Distinct()],
            CreatedBy = createdBy,
            OwnerId = ownerId,
            CreatedAt = now,
            Lifetime = life,
            SecretHash = secretHash,
            ExpiresAt = now + life,
        };
    }

    /// <summary>Whether a shown secret is this token's and good now.</summary>
    /// <returns>Null when it is; else <see cref="AccessRefusals.TokenRefused"/>, whose sentence tells a bearer of a wrong secret nothing.</returns>
    public Refusal? Check(BearerSecret shown, DateTimeOffset now)
    {
        var isNewest = shown.Matches(SecretHash);
        if (!isNewest && (PreviousHash is not { } previous || !shown.Matches(previous)))
            return Unknown();
        if (RevokedAt is { } at)
            return new Refusal(AccessRefusals.TokenRefused, $"The token '{Name}' was revoked at {at:yyyy-MM-dd HH:mm:ss} UTC.");
        var end = isNewest ? ExpiresAt : PreviousExpiresAt!.Value;
        return now >= end
            ? new Refusal(AccessRefusals.TokenRefused, $"{(isNewest ? "The token" : "This secret of the token")} '{Name}' expired at {end:yyyy-MM-dd HH:mm:ss} UTC{(isNewest ? "" : ", after a rotation")}.")
            : null;
    }

    /// <summary>The answer to a token nobody made; the same as to a wrong secret.</summary>
    public static Refusal Unknown() => new(AccessRefusals.TokenRefused, "The API token is not known here.");

    /// <summary>Gives it a new secret, good for as long as the first; the one before stays good for the overlap.</summary>
    /// <param name="secretHash">See <see cref="BearerSecret.HashOf"/>.</param>
    /// <param name="overlap">Null means <see cref="DefaultOverlap"/>.</param>
    /// <param name="now">The time of the change.</param>
    /// <returns>Refusals: <see cref="AccessRefusals.TokenInvalid"/>, <see cref="AccessRefusals.TokenRefused"/>.</returns>
    public Outcome<ApiToken> Rotate(string secretHash, TimeSpan? overlap, DateTimeOffset now)
    {
        var both = overlap ?? DefaultOverlap;
        if (both < TimeSpan.Zero || both > MaximumOverlap)
            return Refusal.OfField(AccessRefusals.TokenInvalid, "overlap", $"is {both.TotalHours:0.##} h", $"use 0 up to {MaximumOverlap.TotalHours:0} h");
        if (RevokedAt is not null)
            return new Refusal(AccessRefusals.TokenRefused, $"The token '{Name}' was revoked; make a new one.");

        (PreviousHash, PreviousExpiresAt) = (SecretHash, ExpiresAt < now + both ? ExpiresAt : now + both);
        (SecretHash, ExpiresAt, RotatedAt) = (secretHash, now + Lifetime, now);
        return this;
    }

    /// <summary>Ends it for good; a second time changes nothing.</summary>
    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;

    /// <summary>It was used.</summary>
    public void Use(DateTimeOffset now) => LastUsedAt = now;
}
