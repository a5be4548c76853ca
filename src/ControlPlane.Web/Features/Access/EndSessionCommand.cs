using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Access;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Features.Access;

/// <summary>Ends a session: one's own anywhere, or somebody's whom one administers. A singleton, thread-safe.</summary>
public sealed class EndSessionCommand(
    CommandAccess access, PersonQueries people, StateWriter writer, LiveConnections connections, ChangeBell bell, TimeProvider clock)
{
    private const int ShownLength = 16;

    /// <summary>What is shown of a session's id: enough to name it, not enough to be it.</summary>
    public static string ShownId(SignInSession session) => session.Id[..ShownLength];

    /// <summary>Runs it.</summary>
    /// <param name="name">Whose session.</param>
    /// <param name="shownId">See <see cref="ShownId"/>.</param>
    /// <param name="actor">Who ends it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The person. Refusals: <see cref="AccessRefusals.NotFound"/>, <see cref="AccessRefusals.SessionNotFound"/>, <see cref="AccessRefusals.Forbidden"/>.</returns>
    public async Task<Outcome<Person>> RunAsync(string name, string shownId, Actor actor, CancellationToken cancellation)
    {
        var known = await people.FindNamedAsync(name, cancellation);
        var isOwn = known is not null && actor.Holder == new RightsHolder(HolderKind.Person, known.Id);
        if (!isOwn && await access.CheckAsync<EndSessionCommand>(actor, PersonScope.Of(known), cancellation) is { } forbidden)
            return forbidden;
        if (known is null)
            return PersonScope.NotFound(name);
        var meant = (await people.SessionsAsync(known.Id, clock.GetUtcNow(), cancellation)).FirstOrDefault(s => ShownId(s) == shownId);
        if (meant is null)
            return new Refusal(AccessRefusals.SessionNotFound, $"'{known.Name}' has no open session '{shownId}'.");
        var outcome = await writer.RunAsync<Person>(
            async (context, unitCancellation) =>
            {
                var (store, now) = (new PersonStore(context), clock.GetUtcNow());
                if (await store.FindSessionAsync(meant.Id, unitCancellation) is { } session)
                    session.End(now);
                context.Note(PersonDrafts.SessionEnded(known, actor, now));
                return known;
            },
            cancellation);
        if (outcome.IsAccepted)
        {
            connections.EndSession(meant.Id);
            bell.Ring(ChangeTopic.People, known.Id);
        }

        return outcome;
    }
}
