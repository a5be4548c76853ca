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

/// <summary>Makes another link by which a person sets a password: theirs was not used in time, or the password is forgotten. A singleton, thread-safe.</summary>
public sealed class RenewLinkCommand(CommandAccess access, PersonQueries people, StateWriter writer, ChangeBell bell, IdSource ids, TimeProvider clock)
{
    /// <summary>Runs it.</summary>
    /// <returns>Refusals: <see cref="AccessRefusals.NotFound"/>, <see cref="AccessRefusals.Forbidden"/>, <see cref="AccessRefusals.Invalid"/> for who signs in elsewhere.</returns>
    public async Task<Outcome<InvitedPerson>> RunAsync(string name, Actor actor, CancellationToken cancellation)
    {
        // Who can set a password becomes that person, so it takes the right to everything that the person may.
        var known = await people.FindNamedAsync(name, cancellation);
        if (await access.CheckAsync<RenewLinkCommand>(actor, PersonScope.Of(known), cancellation) is { } forbidden)
            return forbidden;
        var secret = ids.NewSecret();
        var outcome = await writer.RunAsync<InvitedPerson>(
            async (context, unitCancellation) =>
            {
                if (await new PersonStore(context).FindNamedAsync(name, unitCancellation) is not { } person)
                    return PersonScope.NotFound(name);
                if (person.Identity is not null || person.DisabledAt is not null)
                    return new Refusal(AccessRefusals.Invalid, $"'{person.Name}' {(person.DisabledAt is null ? "signs in by the identity provider and has no password here" : "is disabled; enable them first")}.");
                var now = clock.GetUtcNow();
                person.IssueLink(BearerSecret.HashOf(secret), now);
                context.Note(PersonDrafts.LinkMade(person, actor, now));
                return new InvitedPerson(person, SetupLink.Of(person.Id, secret));
            },
            cancellation);
        if (outcome.IsAccepted)
            bell.Ring(ChangeTopic.People, outcome.Value.Person.Id);
        return outcome;
    }
}
