using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Hosting;
using ControlPlane.Data.Installations;
using ControlPlane.Data.Routing;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Features.Agents;

/// <summary>Takes the database for the true one although agents are ahead of it: every pool's table is published under an epoch above all that agents have, and they take it.</summary>
public sealed partial class AdoptDatabaseCommand(CommandAccess access, StateWriter writer, FleetWatch fleet, TablePublisher publisher, ChangeBell bell, TimeProvider clock, ILogger<AdoptDatabaseCommand> logger)
{
    /// <summary>Runs it.</summary>
    /// <returns>Where each pool's table stands now. Refusal: <see cref="DataRefusals.NotBehind"/>.</returns>
    public async Task<Outcome<AdoptedDatabase>> RunAsync(Actor actor, CancellationToken cancellation)
    {
        if (await access.CheckAsync<AdoptDatabaseCommand>(actor, AccessScope.Everywhere, cancellation) is { } forbidden)
            return forbidden;
        var outcome = await writer.RunAsync<List<PublishedTable>>(async (context, unitCancellation) =>
        {
            var store = new FleetStore(context);
            if (await store.CheckPublishingAsync(unitCancellation) is null)
                return new Refusal(DataRefusals.NotBehind, "No agent is ahead of this database; there is nothing to adopt.");
            return (await store.AdoptAsync(actor, clock.GetUtcNow(), unitCancellation)).ToList();
        }, cancellation);
        if (outcome.Refusal is { } refusal)
            return refusal;

        fleet.Know(null);
        foreach (var table in outcome.Value)
            publisher.Publish(RoutingTableQueries.Open(table).Value, OfferUrgency.Urgent);
        LogAdopted(actor.Name);
        bell.Ring(ChangeTopic.Agents, null);
        bell.Ring(ChangeTopic.Endpoints, null);
        return new AdoptedDatabase(outcome.Value.ToDictionary(t => t.Pool, t => t.Position, StringComparer.Ordinal));
    }

    [LoggerMessage(1662, LogLevel.Warning, "The database was adopted by {Actor}: every pool's table is published above what agents have.")]
    private partial void LogAdopted(string actor);
}
