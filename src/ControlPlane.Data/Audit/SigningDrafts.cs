using ControlPlane.Data.Mapping;
using ControlPlane.Data.Signing;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Audit;

namespace ControlPlane.Data.Audit;

/// <summary>What the audit says about the keys by which tables are signed; never a secret. Stateless.</summary>
public static class SigningDrafts
{
    /// <summary>A new key signs beside the one before.</summary>
    public static AuditDraft Rotated(StoredSigningKey key, Actor actor, DateTimeOffset now) =>
        Of(key, "rotated", $"Tables are signed by the new key {key.Id}, and by {key.EndorsedBy} for those who have not heard of it.", actor, now);

    /// <summary>The newest key alone signs.</summary>
    public static AuditDraft Retired(StoredSigningKey key, Actor actor, DateTimeOffset now) =>
        Of(key, "retired", $"Tables are signed by the key {key.Id} alone; the ones before it are retired.", actor, now);

    private static AuditDraft Of(StoredSigningKey key, string action, string sentence, Actor actor, DateTimeOffset now) => new()
    {
        At = now,
        Actor = actor,
        Subject = AuditSubject.SigningKey,
        Name = key.Id,
        Action = action,
        Sentence = sentence,
        After = JsonColumn.Write(SigningKeyRow.Of(key)),
    };
}
