namespace ControlPlane.DocsTests.Faults;

/// <content>Faults of what decisions stand on: counts, clocks, the database.</content>
internal static partial class FaultCatalogue
{
    private static IReadOnlyList<FaultCase> Metrics =>
    [
        new("F40", "batches twice, receipts lost", "totals are exact"),
        new("F41", "batch committed, receipt lost, agent killed", "sent again, the same totals"),
        new("F42", "copies of one bucket arrive newest first", "the highest revision stays"),
        new("F43", "agent restarts inside a second", "two boots, their counts add up"),
        new("F44", "telemetry spool full", "folded first, then dropped oldest first; every drop is counted and told"),
        new("F45", "telemetry of part of the agents is missing", "inconclusive, no promotion"),
        new("F46", "nothing at all is known of the challenger", "never a success: it waits, and then asks a person", "aborts by itself: here a person is asked"),
        new("F47", "numbers that cannot be", "the batch is refused by its field", "NaN and infinity have no form in JSON and do not arrive"),
        new("F48", "one agent sends absurd numbers", "named as an outlier: it may take back, it may not promote"),
        new("F49", "control plane restarted at any line of a step", "goes on; no step twice, no early promotion"),
        new("F50", "a person aborts while another promotes", "exactly one wins, both are in the history"),
        new("F51", "the file of the version to go back to is deleted", "refused", "not shown: no job of the product deletes a registered version's file; by force is the demo of F06"),
        new("F52", "rolled back, and what it went back to fails too", "left to a person, no loop"),
        new("F53", "ten times more telemetry than is taken", "fresh buckets first, the agent waits as long as it is told", "ten times the capacity under decisions; throughput is in `./dev bench ingest`"),
        new("F54", "counts under a routing nobody made", "kept apart by their revision", "marked as no evidence"),
    ];

    private static IReadOnlyList<FaultCase> Clock =>
    [
        new("F55", "agent's clock an hour or years wrong", "order is unaffected; buckets are moved to the right time and the agent does not count for a promotion"),
        new("F56", "control plane's clock jumps back", "positions still grow, and agents take the next table"),
        new("F57", "host asleep for hours", "the lease is over on waking, challengers are withheld before anything else"),
        new("F58", "daylight saving inside allowed hours", "hours follow the local clock", "the two nights of the change; nothing is started by a schedule"),
    ];

    private static IReadOnlyList<FaultCase> Database =>
    [
        new("F59", "database locked by another process", "writes wait or fail in words, agents serve on", "twenty seconds of a real lock under pushes"),
        new("F60", "two control planes, the old leader wakes late", "its commit is refused, agents refuse its epoch"),
        new("F61", "second process on the same folder", "does not start, says why, ends with a code"),
        new("F62", "database's disk full", "read-only until there is room, then on without a restart"),
        new("F63", "damaged page at the start", "found, named, with the way to restore", "runs read-only: it does not start until a copy is put back"),
        new("F64", "backup under load, then restore", "whole, chain intact, no acknowledged decision missing; a copied file is shown to lack some"),
        new("F65", "killed during a migration", "the old schema or the new one, with a copy from before", "a kill at each statement"),
        new("F66", "PostgreSQL goes away under load", "no request fails, the rollout ends with each decision once"),
        new("F67", "writers in each other's way", "exactly one wins, nothing twice", "conflicts on a third of all writes"),
    ];
}
