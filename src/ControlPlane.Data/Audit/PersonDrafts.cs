using ControlPlane.Data.Mapping;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Audit;

namespace ControlPlane.Data.Audit;

/// <summary>What the audit says about people; never a password, a link or a session's id. Stateless.</summary>
public static class PersonDrafts
{
    /// <summary>Somebody was added.</summary>
    public static AuditDraft Added(Person person, Actor actor, DateTimeOffset now) =>
        Of(person, actor, now, "added", $"{person.Name} was added with {RolesOf(person)}.") with { After = StateOf(person) };

    /// <summary>A link that sets a password was made.</summary>
    public static AuditDraft LinkMade(Person person, Actor actor, DateTimeOffset now) =>
        Of(person, actor, now, "link-made", $"A link was made by which {person.Name} sets a password; it can be used once, until {person.LinkExpiresAt:yyyy-MM-dd HH:mm:ss} UTC.");

    /// <summary>A password was set.</summary>
    public static AuditDraft PasswordSet(Person person, Actor actor, DateTimeOffset now) =>
        Of(person, actor, now, "password-set", $"{person.Name} has a new password; other sessions have ended.");

    /// <summary>Roles were changed.</summary>
    /// <param name="person">As it is.</param>
    /// <param name="before">How it was, by <see cref="StateOf"/>.</param>
    /// <param name="actor">Who.</param>
    /// <param name="now">When.</param>
    public static AuditDraft RolesChanged(Person person, string before, Actor actor, DateTimeOffset now) =>
        Of(person, actor, now, "roles-changed", $"{person.Name} has {RolesOf(person)} now.") with { Before = before, After = StateOf(person) };

    /// <summary>Somebody was disabled or enabled.</summary>
    public static AuditDraft Switched(Person person, int endedSessions, Actor actor, DateTimeOffset now) => person.DisabledAt is null
        ? Of(person, actor, now, "enabled", $"{person.Name} may sign in again.") with { After = StateOf(person) }
        : Of(person, actor, now, "disabled", $"{person.Name} may do nothing any more; {endedSessions} session(s) have ended.") with { After = StateOf(person) };

    /// <summary>Somebody signed in.</summary>
    public static AuditDraft SignedIn(Person person, Actor actor, string address, DateTimeOffset now) =>
        Of(person, actor, now, "signed-in", $"{person.Name} signed in{(address.Length == 0 ? "" : $" from {address}")}.");

    /// <summary>Signing in failed.</summary>
    public static AuditDraft SignInFailed(Person person, string address, DateTimeOffset now) => Of(
        person, Actor.Automatic, now, "sign-in-failed",
        $"Somebody failed to sign in as {person.Name}{(address.Length == 0 ? "" : $" from {address}")}{(person.LockedUntil is { } until ? $"; the account rests until {until:HH:mm:ss} UTC" : "")}.")
        with
    { RefusalCode = AccessRefusals.SignInFailed };

    /// <summary>A session was ended.</summary>
    public static AuditDraft SessionEnded(Person person, Actor actor, DateTimeOffset now) => Of(person, actor, now, "session-ended", $"A session of {person.Name} was ended.");

    /// <summary>The part of a person that entries keep.</summary>
    public static string StateOf(Person person) => JsonColumn.Write(new { Roles = person.Grants.Select(g => g.ToString()), person.DisabledAt });

    private static string RolesOf(Person person) => person.Grants.Count == 0 ? "no role" : $"the role(s) {string.Join(", ", person.Grants)}";

    private static AuditDraft Of(Person person, Actor actor, DateTimeOffset now, string action, string sentence) => new()
    {
        At = now,
        Actor = actor,
        Subject = AuditSubject.Person,
        Name = person.Name,
        Action = action,
        Sentence = sentence,
    };
}
