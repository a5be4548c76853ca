using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Access;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Agents;
using ControlPlane.Web.Hosting;

namespace ControlPlane.Web.Features.Access;

/// <summary>Makes sure that somebody can come in: a link for the first admin at the first start, and later by a command at the host. A singleton, thread-safe.</summary>
public sealed class FirstAdmin(StateWriter writer, PersonQueries people, IdSource ids, TimeProvider clock)
{
    /// <summary>The link of the very first start; null once there is anybody, so that it is made once.</summary>
    public async Task<Outcome<InvitedPerson>?> MakeFirstLinkAsync(string name, CancellationToken cancellation) =>
        await people.IsEmptyAsync(cancellation) ? (Outcome<InvitedPerson>?)await MakeLinkAsync(name, Actor.Automatic, cancellation) : null;

    /// <summary>A link for an admin of all environments, who is added if nobody has that name.</summary>
    /// <returns>Refusals: <see cref="AccessRefusals.Invalid"/>.</returns>
    public Task<Outcome<InvitedPerson>> MakeLinkAsync(string name, Actor actor, CancellationToken cancellation)
    {
        var (id, secret) = (ids.NewId(), ids.NewSecret());
        return writer.RunAsync<InvitedPerson>(
            async (context, unitCancellation) =>
            {
                var (store, now) = (new PersonStore(context), clock.GetUtcNow());
                var known = await store.FindNamedAsync(name, unitCancellation);
                if (known is { Identity: not null })
                    return new Refusal(AccessRefusals.Invalid, $"'{known.Name}' signs in by the identity provider and has no password here; name somebody else.");
                var found = known ?? Person.Invite(id, name, [new RoleGrant(Role.Admin, RoleGrant.EveryPool)], actor.Name, now);
                return found.Then<InvitedPerson>(person =>
                {
                    if (known is null)
                    {
                        store.Add(person);
                        context.Note(PersonDrafts.Added(person, actor, now));
                    }
                    else if (person.Switch(PersonState.Enabled, now))
                    {
                        context.Note(PersonDrafts.Switched(person, 0, actor, now));
                    }

                    person.IssueLink(BearerSecret.HashOf(secret), now);
                    context.Note(PersonDrafts.LinkMade(person, actor, now));
                    return new InvitedPerson(person, SetupLink.Of(person.Id, secret));
                });
            },
            cancellation);
    }
}
