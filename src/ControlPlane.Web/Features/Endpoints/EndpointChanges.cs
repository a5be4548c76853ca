using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using ControlPlane.Data.Installations;
using ControlPlane.Data.Replicas;
using ControlPlane.Data.Routing;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>
/// The one way in which endpoints change: decide, save endpoint, event and table in one transaction,
/// and only after the commit tell agents and screens. A singleton, thread-safe.
/// </summary>
public sealed partial class EndpointChanges(
    StateWriter writer, ILeadership leadership, TablePublisher publisher, ConvergenceTracker tracker, ChangeBell bell, TimeProvider clock, ILogger<EndpointChanges> logger)
{
    /// <summary>Runs a decision and everything that follows from it.</summary>
    /// <param name="actor">Who wants it.</param>
    /// <param name="reason">Why, in the actor's words; empty when nothing was said.</param>
    /// <param name="decide">Loads and decides; may run once only.</param>
    /// <param name="cancellation">Gives the command up while it waits for its turn.</param>
    public async Task<Outcome<CommittedChange>> RunAsync(
        Actor actor, string reason, Func<EndpointUnit, CancellationToken, Task<Outcome<EndpointDecision>>> decide, CancellationToken cancellation)
    {
        var commandedAt = clock.GetUtcNow();
        var commandedTimestamp = clock.GetTimestamp();
        var outcome = await writer.RunAsync<(EndpointDecision Decision, PublishedTable Table)>(
            async (context, unitCancellation) =>
            {
                // What nobody asked for is decided by the leader alone, and only while it is the leader.
                if (actor.Way == ChangeWay.Automatic && await leadership.CheckAsync(context, unitCancellation) is { } fenced)
                    return fenced;
                if (await new FleetStore(context).CheckPublishingAsync(unitCancellation) is { } behind)
                    return behind;
                var unit = new EndpointUnit(context);
                var decision = await decide(unit, unitCancellation);
                if (decision.Refusal is { } refusal)
                    return refusal;
                return (decision.Value, await unit.Endpoints.SaveAsync(decision.Value.Change, actor, reason, unitCancellation));
            },
            cancellation);
        if (outcome.Refusal is { } refused)
            return refused;

        var (made, table) = outcome.Value;
        var committed = Describe(made, table, commandedAt);
        if (made.Change.HasEffect)
            Tell(made.Change, table, committed, commandedTimestamp);
        return committed;
    }

    private CommittedChange Describe(EndpointDecision made, PublishedTable table, DateTimeOffset commandedAt) => new()
    {
        Endpoint = made.Change.Endpoint,
        Pool = made.Change.Pool,
        Position = table.Position,
        RouteRevision = made.Change.RouteRevision,
        ConcurrencyVersion = made.Endpoint.ConcurrencyVersion,
        CommandedAt = commandedAt,
        CommittedAt = clock.GetUtcNow(),
        IsChanged = made.Change.HasEffect,
        Kind = made.Change.Kind,
        Sentence = made.Change.Sentence,
        UndoUntil = made.Endpoint.UndoState?.Until,
    };

    private void Tell(EndpointChange change, PublishedTable table, CommittedChange committed, long commandedTimestamp)
    {
        // Agents keep no outputs, so that their table is as before.
        if (change.Kind != EndpointEventKind.OutputsRemoved)
            Offer(change, table, committed, commandedTimestamp);
        LogChanged(change.Endpoint, change.Sentence, table.Pool, table.Position);
        bell.Ring(ChangeTopic.Endpoints, change.Endpoint);
        bell.Ring(ChangeTopic.Models, null);
    }

    private void Offer(EndpointChange change, PublishedTable table, CommittedChange committed, long commandedTimestamp)
    {
        tracker.Begin(new CommandedChange
        {
            Pool = change.Pool,
            Endpoint = change.Endpoint,
            Position = table.Position,
            RouteRevision = change.RouteRevision,
            IsDeletion = change.After is null,
            CommandedAt = committed.CommandedAt,
            CommandedTimestamp = commandedTimestamp,
            CommittedAt = committed.CommittedAt,
        });
        publisher.Publish(Open(table), UrgencyOf(change.Kind));
    }

    // What moves traffic was commanded by someone who waits; what only describes an endpoint may travel with its neighbours.
    private static OfferUrgency UrgencyOf(EndpointEventKind kind) =>
        kind is EndpointEventKind.Created or EndpointEventKind.SettingsChanged ? OfferUrgency.Routine : OfferUrgency.Urgent;

    private static SealedRoutingTable Open(PublishedTable table) => RoutingTableQueries.Open(table).Match(
        opened => opened,
        refusal => throw new InvalidOperationException($"Table {table.Position} of pool '{table.Pool}' was saved but cannot be read: {refusal}"));

    [LoggerMessage(1200, LogLevel.Information, "Endpoint {Endpoint}: {Sentence} Pool {Pool} has table {Position}.")]
    private partial void LogChanged(string endpoint, string sentence, string pool, TablePosition position);
}
