using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data;
using ControlPlane.Data.Access;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Agents;
using ControlPlane.Web.Hosting;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Features.Access;

/// <summary>What people do for themselves: sign in and out, set and change a password. A singleton, thread-safe.</summary>
public sealed class SignInDesk(
    StateWriter writer, PersonQueries people, Passwords passwords, LiveConnections connections, IOptions<AccessOptions> options, IdSource ids, TimeProvider clock)
{
    /// <summary>Signs in by name and password. Whether the name exists can be told neither by the words nor by the time of the answer.</summary>
    /// <returns>Refusal: <see cref="AccessRefusals.SignInFailed"/>.</returns>
    public async Task<Outcome<SignedIn>> SignInAsync(string name, string password, SignInOrigin origin, CancellationToken cancellation)
    {
        // Hashing takes its time, so it is done before the one writer's turn.
        var seen = await people.FindNamedAsync(name, cancellation);
        var isRight = password.Length <= PasswordRule.MaximumLength && passwords.Verify(seen?.PasswordHash, password);
        if (seen is null)
            return Failed();
        var outcome = await writer.RunAsync<SignedIn[]>(
            async (context, unitCancellation) =>
            {
                var store = new PersonStore(context);
                if (await store.FindAsync(seen.Id, unitCancellation) is not { } person)
                    return Failed();
                var now = clock.GetUtcNow();
                if (person.TrySignIn(isRight && person.PasswordHash == seen.PasswordHash, now))
                    return (SignedIn[])[Start(context, store, person, origin, now)];

                // While it rests, attempts leave no more traces: nobody fills the audit by guessing.
                if (seen.LockedUntil is not { } until || now >= until)
                    context.Note(PersonDrafts.SignInFailed(person, origin.Address, now));
                return (SignedIn[])[];
            },
            cancellation);
        return outcome.Then<SignedIn>(found => found is [var signedIn] ? signedIn : Failed());
    }

    /// <summary>Whose link it is, as long as it is good.</summary>
    /// <returns>Refusal: <see cref="AccessRefusals.LinkInvalid"/>.</returns>
    public async Task<Outcome<Person>> FindByLinkAsync(string? link, CancellationToken cancellation)
    {
        if (BearerSecret.Read(BearerSecret.LinkKind, link) is not { IsAccepted: true, Value: var secret } || await people.FindAsync(secret.Id, cancellation) is not { } person)
            return Person.UnknownLink();
        return person.CheckLink(secret, clock.GetUtcNow()) is { } refusal ? refusal : person;
    }

    /// <summary>Sets the password that a link allows, and signs in; the link is used up, and sessions of before have ended.</summary>
    /// <returns>Refusals: <see cref="AccessRefusals.LinkInvalid"/>, <see cref="AccessRefusals.Invalid"/>.</returns>
    public async Task<Outcome<SignedIn>> SetUpAsync(string? link, string password, SignInOrigin origin, CancellationToken cancellation)
    {
        var found = await FindByLinkAsync(link, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        if (Check("password", password, found.Value) is { } weak)
            return weak;
        var secret = BearerSecret.Read(BearerSecret.LinkKind, link).Value;
        var hash = passwords.Hash(password);
        var outcome = await writer.RunAsync<SignedIn>(
            async (context, unitCancellation) =>
            {
                var store = new PersonStore(context);
                var now = clock.GetUtcNow();
                if (await store.FindAsync(secret.Id, unitCancellation) is not { } person)
                    return Person.UnknownLink();
                if (person.UseLink(secret, hash, now) is { } refusal)
                    return refusal;
                await store.EndSessionsAsync(person.Id, exceptId: null, now, unitCancellation);
                context.Note(PersonDrafts.PasswordSet(person, ActorOf(person), now));
                person.SignIn(now);
                return Start(context, store, person, origin, now);
            },
            cancellation);
        if (outcome.IsAccepted)
            connections.EndPerson(outcome.Value.Person.Id, exceptSession: outcome.Value.SessionId);
        return outcome;
    }

    /// <summary>Changes one's own password; every other session ends.</summary>
    /// <returns>The person. Refusals: <see cref="AccessRefusals.SignInFailed"/> when the present one is wrong, <see cref="AccessRefusals.Invalid"/>.</returns>
    public async Task<Outcome<Person>> ChangePasswordAsync(string personId, string sessionId, string present, string wanted, CancellationToken cancellation)
    {
        if (await people.FindAsync(personId, cancellation) is not { DisabledAt: null } seen)
            return CommandAccess.SignInNeeded();
        if (Check("wanted", wanted, seen) is { } weak)
            return weak;
        var isRight = passwords.Verify(seen.PasswordHash, present);
        var hash = passwords.Hash(wanted);
        var outcome = await writer.RunAsync<Person[]>(
            async (context, unitCancellation) =>
            {
                var store = new PersonStore(context);
                var now = clock.GetUtcNow();
                if (await store.FindAsync(personId, unitCancellation) is not { } person)
                    return CommandAccess.SignInNeeded();

                // Who sits down at an unlocked screen must not guess either.
                if (!person.TrySignIn(isRight && person.PasswordHash == seen.PasswordHash, now))
                    return (Person[])[];
                person.SetPassword(hash);
                await store.EndSessionsAsync(person.Id, sessionId, now, unitCancellation);
                context.Note(PersonDrafts.PasswordSet(person, ActorOf(person), now));
                return (Person[])[person];
            },
            cancellation);
        if (outcome is { IsAccepted: true, Value: [var changed] })
            connections.EndPerson(changed.Id, exceptSession: sessionId);
        return outcome.Then<Person>(found => found is [var person] ? person : new Refusal(AccessRefusals.SignInFailed, "The present password is not this one, or the account rests after failures."));
    }

    /// <summary>Ends one's own session.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> SignOutAsync(string sessionId, CancellationToken cancellation)
    {
        var outcome = await writer.RunAsync<bool>(
            async (context, unitCancellation) =>
            {
                if (await new PersonStore(context).FindSessionAsync(sessionId, unitCancellation) is not { } session)
                    return false;
                session.End(clock.GetUtcNow());
                return true;
            },
            cancellation);
        if (outcome is { IsAccepted: true, Value: true, })
            connections.EndSession(sessionId);
        return outcome is { IsAccepted: true, Value: true };
    }

    /// <summary>Lets somebody in whom another vouches for.</summary>
    internal SignedIn Start(StateContext context, PersonStore store, Person person, SignInOrigin origin, DateTimeOffset now)
    {
        var session = SignInSession.Start(Convert.ToHexStringLower(ids.NewSecret()), person.Id, origin.Address, origin.Client, options.Value.SessionLifetime, now);
        store.Add(session);
        context.Note(PersonDrafts.SignedIn(person, ActorOf(person), origin.Address, now));
        return new SignedIn(person, session.Id);
    }

    private static Actor ActorOf(Person person) => new(person.Name, ChangeWay.Ui);

    private static Refusal? Check(string field, string password, Person person) =>
        PasswordRule.Check(field, password, person.Name) is { } problem ? Refusal.OfField(AccessRefusals.Invalid, problem.Field, problem.Problem, problem.Remedy) : null;

    private static Refusal Failed() => new(
        AccessRefusals.SignInFailed,
        $"Name and password do not fit together. After {SignInLock.FreeFailures} failures an account rests for up to {SignInLock.Longest.TotalMinutes:0} minutes, and takes no password meanwhile.");
}
