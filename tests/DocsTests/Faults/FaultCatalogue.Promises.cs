namespace ControlPlane.DocsTests.Faults;

/// <content>What is promised whatever happens.</content>
internal static partial class FaultCatalogue
{
    /// <summary>All twelve.</summary>
    public static IReadOnlyList<FaultPromise> Promises { get; } =
    [
        new("P1", "inference does not depend on the control plane", "0 failed requests with it killed and agents restarted"),
        new("P2", "a change of a table fails no request", "0 of the requests of 200 changes under load; `./dev bench swap` makes more", "a thousand requests a second on this machine's two cores"),
        new("P3", "a rollback is fast", "175 ms median and 327 ms at most to 500 agents; a guard alone within 1.90 s of the first failed answer ([benchmarks](benchmarks.md))", "no test asserts a time: `./dev bench push` and `./dev bench rollback` measure it; a guard within 1 s"),
        new("P4", "whatever broke, agents are on the newest table soon after it is over", "at most 36 s, from the interval of polls"),
        new("P5", "nothing counted twice, nothing lost in silence", "exact in every run"),
        new("P6", "the control plane starts and goes on with its decisions", "none lost, none twice; the start itself is measured by `./dev bench start`"),
        new("P7", "never two that decide", "0 conflicting decisions in 10,000 simulated split brains"),
        new("P8", "a bad model does not take down an agent", "every file of the tests is refused or ended", "that latency of other requests does not move meanwhile"),
        new("P9", "no kill leaves an agent that cannot start", "0 damaged starts at 2,000 simulated kill points; CI tries 500, `FAULT_KILL_POINTS` more"),
        new("P10", "tampering with the audit is found", "every column of every row, rows removed, put in, cut off"),
        new("P11", "a week without the control plane is kept", "every count of a simulated week (buckets of half a minute), two restarts within, on less than 64 MB"),
        new("P12", "a copy can be put back", "every acknowledged decision is in it; a copy is made every six hours unless told otherwise", "how long a person takes"),
    ];
}
