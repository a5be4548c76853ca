using ControlPlane.Domain.Access;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Access;

/// <summary>Reads people, their rights and their sessions; nothing is kept between two questions, so that an answer is never older than the question. Thread-safe.</summary>
public sealed class PersonQueries(IDbContextFactory<StateContext> contexts)
{
    /// <summary>Everybody, by name.</summary>
    public async Task<IReadOnlyList<Person>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.People.AsNoTracking().OrderBy(p => p.NameKey).ToListAsync(cancellationToken);
    }

    /// <summary>One person by name in any spelling; null when there is none.</summary>
    public async Task<Person?> FindNamedAsync(string name, CancellationToken cancellationToken)
    {
        var key = PersonName.KeyOf(name);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.People.AsNoTracking().FirstOrDefaultAsync(p => p.NameKey == key, cancellationToken);
    }

    /// <summary>One person by id; null when there is none.</summary>
    public async Task<Person?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.People.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, cancellationToken);
    }

    /// <summary>Whether nobody has been added yet.</summary>
    public async Task<bool> IsEmptyAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return !await context.People.AnyAsync(cancellationToken);
    }

    /// <summary>A session and whose it is; null when one of them is not there.</summary>
    public async Task<(SignInSession Session, Person Person)?> SessionAsync(string sessionId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await context.SignInSessions.AsNoTracking().Where(s => s.Id == sessionId)
            .Join(context.People.AsNoTracking(), s => s.PersonId, p => p.Id, (s, p) => new { Session = s, Person = p })
            .FirstOrDefaultAsync(cancellationToken);
        return found is null ? null : (found.Session, found.Person);
    }

    /// <summary>Sessions of a person that were not ended and have not expired by themselves, newest first.</summary>
    public async Task<IReadOnlyList<SignInSession>> SessionsAsync(string personId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.SignInSessions.AsNoTracking()
            .Where(s => s.PersonId == personId && s.EndedAt == null && s.ExpiresAt > now)
            .OrderByDescending(s => s.StartedAt).ToListAsync(cancellationToken);
    }
}
