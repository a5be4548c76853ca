using ControlPlane.Data.Mapping;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Audit;

namespace ControlPlane.Data.Audit;

/// <summary>What the audit says about API tokens; never a secret. Stateless.</summary>
public static class TokenDrafts
{
    /// <summary>A token was made.</summary>
    public static AuditDraft Issued(ApiToken token, Actor actor) =>
        Of(token, "issued", $"The API token {token.Name} was made with {string.Join(", ", token.Grants)}; it is good until {token.ExpiresAt:yyyy-MM-dd HH:mm:ss} UTC.", actor, token.CreatedAt);

    /// <summary>A token has a new secret.</summary>
    public static AuditDraft Rotated(ApiToken token, Actor actor, DateTimeOffset now) =>
        Of(token, "rotated", $"The API token {token.Name} has a new secret, good until {token.ExpiresAt:yyyy-MM-dd HH:mm:ss} UTC; the one before ends at {token.PreviousExpiresAt:yyyy-MM-dd HH:mm:ss} UTC.", actor, now);

    /// <summary>A token was ended.</summary>
    public static AuditDraft Revoked(ApiToken token, Actor actor, DateTimeOffset now) => Of(token, "revoked", $"The API token {token.Name} was revoked.", actor, now);

    private static AuditDraft Of(ApiToken token, string action, string sentence, Actor actor, DateTimeOffset now) => new()
    {
        At = now,
        Actor = actor,
        Subject = AuditSubject.ApiToken,
        Name = token.Id,
        Action = action,
        Sentence = sentence,
        After = JsonColumn.Write(new { token.Name, Grants = token.Grants.Select(g => g.ToString()), token.ExpiresAt }),
    };
}
