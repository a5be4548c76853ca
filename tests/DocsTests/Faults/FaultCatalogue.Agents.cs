namespace ControlPlane.DocsTests.Faults;

/// <content>Faults between a committed table and the agent that serves by it.</content>
internal static partial class FaultCatalogue
{
    private static IReadOnlyList<FaultCase> Push =>
    [
        new("F01", "agent killed after a table came and before it is kept", "starts with the table before, serves, asks again, acknowledges once"),
        new("F02", "agent killed between keeping a table and serving by it", "starts with the new table, never with a mixture"),
        new("F03", "table file cut or changed at any byte", "the file before it is used and the damage is told; never an empty table"),
        new("F04", "both table files damaged", "not ready, serves nothing rather than a guess, takes the next whole table"),
        new("F05", "half of a model file left by an earlier process", "fetched on from there or thrown away, never loaded"),
        new("F06", "model store gives the right number of wrong bytes", "fetched three times, then refused for a passing reason; the table before serves", "over a real socket: the source is in memory"),
        new("F07", "model file changed on the agent's disk after it was verified", "found when it is loaded, put into quarantine, fetched again"),
        new("F08", "disk full while a model file comes", "refused with `insufficient_disk`, no part left; serving and counting go on", "on a small file system of its own: the full disk is simulated, and `/dev/full`"),
        new("F09", "disk full while a table is kept", "refused, and the table before stays whole", "on a small file system of its own"),
        new("F10", "data folder turns read-only", "serving and guarding go on; nothing new is taken", "on a real mount"),
        new("F11", "the disk says that a sync failed", "nothing is acknowledged; the process ends to begin from what is there"),
        new("F12", "a version needs more memory than is free", "refused while it is prepared; nothing that serves is thrown out for it", "with a real process at its limit"),
        new("F13", "the process that runs a model is killed for its memory", "started again, callers go to the stable version", "by the kernel's own killer: the tests send its signal"),
        new("F14", "control plane killed after a commit and before the push", "the next start publishes exactly that decision, once"),
        new("F15", "control plane killed before the commit", "no agent sees anything, and nobody was told that it is done"),
        new("F16", "swaps under load", "no request fails because of one", "a thousand swaps in one run are in `./dev bench swap`; a model's process killed meanwhile: see F13"),
        new("F17", "a table names a version that it does not bring", "refused with `unresolved_reference`, nothing changes"),
        new("F18", "the same position twice with other content", "the second is refused, in words that name both digests", "as an alarm of its own"),
        new("F19", "five hundred commits in a second", "agents get few offers and end on the last one within two seconds of quiet"),
        new("F20", "urgent rollback while a routine table waits for a large file", "the rollback is in force at once; what waited is dropped"),
        new("F21", "a table is refused for good", "not offered again to that process, shown with its reason; the next one is offered"),
        new("F22", "agents refuse a version", "the rollout stops where it is and asks; weights do not move"),
        new("F23", "loading hangs for ever", "given up after five minutes for a passing reason; serving untouched"),
    ];

    private static IReadOnlyList<FaultCase> Network =>
    [
        new("F24", "connection cut in the middle of a model file", "resumed at that byte, digest right"),
        new("F25", "agent frozen for a while", "lost within 15 s; afterwards back on one session with every count"),
        new("F26", "an agent never reads", "only its own sender waits; it is cut within 3 s and the others get every table"),
        new("F27", "an agent's handler is stuck", "what waits is bounded and the agent ends the connection itself"),
        new("F28", "a nonce of an earlier session", "ignored; reports on a new session carry none of it"),
        new("F29", "messages late, twice and in another order", "the same table in the end"),
        new("F30", "two thousand agents come back at once", "admitted within a minute, no decision late", "two thousand: `./dev bench push` connects 500; here only that each draws its own delay"),
        new("F31", "pushes vanish, polls arrive", "in force within 36 s"),
        new("F32", "polls fail, pushes arrive", "works on", "the warning to people"),
        new("F33", "an agent comes back with an older table", "offered the newest; an acknowledgement of the old one moves nothing"),
        new("F34", "agents are ahead of a database that was put back", "told so, and nothing is published until a person adopts; a restore takes a higher epoch and the fleet follows"),
        new("F35", "two agents with one identity", "the newer connection wins; the third time is an alarm, and what either counts is not taken"),
        new("F36", "agent's words arrive, answers do not", "the agent ends the connection after 15 s without an answer; silence is lost after 15 s"),
        new("F37", "a very slow line", "a download that moves is never given up", "heartbeats over a line of 1 KB/s"),
        new("F38", "control plane away for seven days, the agent restarted in between", "answers all the while, challengers return to stable after ten minutes, counts arrive exactly"),
        new("F39", "credential ends during an outage", "renewed by proof of the key; a removed agent is refused", "an outage longer than the credential's life, over a real socket"),
    ];
}
