using ControlPlane.Domain.Access;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Access;

/// <summary>Loads people and their sessions for a change; inside a unit of <see cref="Writing.StateWriter"/>, which saves them.</summary>
public sealed class PersonStore(StateContext context)
{
    /// <summary>By id; null when there is none.</summary>
    public Task<Person?> FindAsync(string id, CancellationToken cancellationToken) => context.People.FirstOrDefaultAsync(p => p.Id == id, cancellationToken);

    /// <summary>By name in any spelling; null when there is none.</summary>
    public Task<Person?> FindNamedAsync(string name, CancellationToken cancellationToken)
    {
        var key = PersonName.KeyOf(name);
        return context.People.FirstOrDefaultAsync(p => p.NameKey == key, cancellationToken);
    }

    /// <summary>Whom an identity provider means; null when nobody.</summary>
    public Task<Person?> FindIdentityAsync(string identity, CancellationToken cancellationToken) =>
        context.People.FirstOrDefaultAsync(p => p.Identity == identity, cancellationToken);

    /// <summary>Adds somebody new.</summary>
    public void Add(Person person) => context.People.Add(person);

    /// <summary>Whether somebody else than this person administers every environment.</summary>
    public async Task<bool> HasOtherFullAdminAsync(string id, CancellationToken cancellationToken) =>
        (await context.People.Where(p => p.Id != id && p.DisabledAt == null).ToListAsync(cancellationToken)).Any(p => p.IsFullAdmin);

    /// <summary>Adds a session.</summary>
    public void Add(SignInSession session) => context.SignInSessions.Add(session);

    /// <summary>A session by id; null when there is none.</summary>
    public Task<SignInSession?> FindSessionAsync(string id, CancellationToken cancellationToken) =>
        context.SignInSessions.FirstOrDefaultAsync(s => s.Id == id, cancellationToken);

    /// <summary>Ends every session of a person.</summary>
    /// <param name="personId">Whose.</param>
    /// <param name="exceptId">The one that stays; null ends all.</param>
    /// <param name="now">The time of the change.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many were ended.</returns>
    public async Task<int> EndSessionsAsync(string personId, string? exceptId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var open = await context.SignInSessions.Where(s => s.PersonId == personId && s.EndedAt == null && s.Id != exceptId).ToListAsync(cancellationToken);
        open.ForEach(s => s.End(now));
        return open.Count;
    }
}
