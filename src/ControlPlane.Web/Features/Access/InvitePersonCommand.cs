using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Access;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Agents;
using ControlPlane.Web.Hosting;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Features.Access;

/// <summary>Adds a person, who sets a password by a link. Nobody gives more than they administer. A singleton, thread-safe.</summary>
public sealed class InvitePersonCommand(CommandAccess access, StateWriter writer, ChangeBell bell, IdSource ids, TimeProvider clock)
{
    /// <summary>Runs it.</summary>
    /// <returns>Refusals: <see cref="AccessRefusals.Invalid"/>, <see cref="AccessRefusals.Exists"/>, <see cref="AccessRefusals.Forbidden"/>.</returns>
    public async Task<Outcome<InvitedPerson>> RunAsync(string name, IReadOnlyList<RoleGrant> grants, Actor actor, CancellationToken cancellation)
    {
        var wanted = AccessScope.Of([.. grants.Select(g => g.Pool)]);
        if (await access.CheckAsync<InvitePersonCommand>(actor, wanted, cancellation) is { } forbidden)
            return forbidden;
        var (id, secret) = (ids.NewId(), ids.NewSecret());
        var outcome = await writer.RunAsync<InvitedPerson>(
            async (context, unitCancellation) =>
            {
                var (store, now) = (new PersonStore(context), clock.GetUtcNow());
                if (await store.FindNamedAsync(name, unitCancellation) is not null)
                    return Refusal.OfField(AccessRefusals.Exists, "name", $"'{name}' exists already", "choose another name, or change that person");
                return Person.Invite(id, name, grants, actor.Name, now).Then<InvitedPerson>(person =>
                {
                    person.IssueLink(BearerSecret.HashOf(secret), now);
                    store.Add(person);
                    context.Note(PersonDrafts.Added(person, actor, now));
                    context.Note(PersonDrafts.LinkMade(person, actor, now));
                    return new InvitedPerson(person, SetupLink.Of(person.Id, secret));
                });
            },
            cancellation);
        if (outcome.IsAccepted)
            bell.Ring(ChangeTopic.People, outcome.Value.Person.Id);
        return outcome;
    }
}
