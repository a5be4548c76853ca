using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data;
using ControlPlane.Data.Access;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Features.Access;

/// <summary>Gives a person other roles, or disables or enables them. Who is disabled is out at once: sessions end and screens close. A singleton, thread-safe.</summary>
public sealed class ChangePersonCommand(
    CommandAccess access, PersonQueries people, StateWriter writer, LiveConnections connections, ChangeBell bell, TimeProvider clock)
{
    /// <summary>Runs it.</summary>
    /// <returns>Refusals: <see cref="AccessRefusals.NotFound"/>, <see cref="AccessRefusals.Invalid"/>, <see cref="AccessRefusals.LastAdmin"/>, <see cref="AccessRefusals.Forbidden"/>, <see cref="Domain.Endpoints.EndpointRefusals.ChangedMeanwhile"/>.</returns>
    public async Task<Outcome<Person>> RunAsync(PersonChange change, Actor actor, CancellationToken cancellation)
    {
        var known = await people.FindNamedAsync(change.Name, cancellation);
        if (await CheckAccessAsync(change, known, actor, cancellation) is { } forbidden)
            return forbidden;
        var outcome = await writer.RunAsync((context, unitCancellation) => DecideAsync(context, change, actor, unitCancellation), cancellation);
        if (outcome.Refusal is { } refusal)
            return refusal;
        bell.Ring(ChangeTopic.People, outcome.Value.Id);
        if (outcome.Value.DisabledAt is not null)
            connections.EndPerson(outcome.Value.Id, exceptSession: null);
        return outcome;
    }

    // Roles come and go only where the actor administers; to disable somebody takes it wherever they may anything.
    private async Task<Refusal?> CheckAccessAsync(PersonChange change, Person? known, Actor actor, CancellationToken cancellation)
    {
        if (known is null || change.State is not null || change.Grants is null)
            return await access.CheckAsync<ChangePersonCommand>(actor, PersonScope.Of(known), cancellation);
        var moved = change.Grants.Except(known.Grants).Concat(known.Grants.Except(change.Grants)).Select(g => g.Pool).ToList();
        return await access.CheckAsync<ChangePersonCommand>(actor, AccessScope.Of(moved), cancellation);
    }

    private async Task<Outcome<Person>> DecideAsync(StateContext context, PersonChange change, Actor actor, CancellationToken cancellation)
    {
        var (store, now) = (new PersonStore(context), clock.GetUtcNow());
        if (await store.FindNamedAsync(change.Name, cancellation) is not { } person)
            return PersonScope.NotFound(change.Name);
        if (person.CheckUnchanged(change.ExpectedVersion) is { } conflict)
            return conflict;
        var (before, wasFullAdmin) = (PersonDrafts.StateOf(person), person.IsFullAdmin);
        if (change.Grants is { } grants)
        {
            var changed = person.ChangeGrants(grants);
            if (changed.Refusal is { } wrong)
                return wrong;
            if (changed.Value)
                context.Note(PersonDrafts.RolesChanged(person, before, actor, now));
        }

        if (change.State is { } state && person.Switch(state, now))
        {
            var ended = person.DisabledAt is null ? 0 : await store.EndSessionsAsync(person.Id, exceptId: null, now, cancellation);
            context.Note(PersonDrafts.Switched(person, ended, actor, now));
        }

        return wasFullAdmin && !person.IsFullAdmin && !await store.HasOtherFullAdminAsync(person.Id, cancellation)
            ? new Refusal(AccessRefusals.LastAdmin, $"'{person.Name}' is the last who administers all environments; make somebody else an admin of all environments first.")
            : person;
    }
}
