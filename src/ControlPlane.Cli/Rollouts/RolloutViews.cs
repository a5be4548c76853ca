using System.Text.Json.Nodes;
using ControlPlane.Cli.Output;

namespace ControlPlane.Cli.Rollouts;

/// <summary>What people see of rollouts.</summary>
internal static class RolloutViews
{
    public static readonly View Many = View.OfList(
        "There was no rollout yet: controlplane start ENDPOINT --strategy canary --version 2",
        new("id", "id"), new("endpoint", "endpoint"), new("strategy", "strategy"), new("versions", "versions"), new("phase", "phase") { IsState = true }, new("step", "", StepOf),
        new("reason", "reason"));

    public static readonly View One = new()
    {
        Fields =
        [
            new("rollout", "id"), new("endpoint", "endpoint"), new("strategy", "strategy"), new("versions", "versions"), new("stable version", "stableVersion"),
            new("phase", "phase") { IsState = true }, new("reason", "reason"), new("step", "", StepOf), new("pauses", "pauses"), new("service", "service.word"), new("callers", "service.reason"),
            new("weights", "weights", CellText.Split), new("started by", "startedBy"), new("why", "startReason"), new("started", "startedAt"), new("ended", "endedAt"), new("warnings", "warnings", CellText.Sentences),
        ],
        Sections =
        [
            new("Steps", "steps",
                new("#", "index", CellText.Ordinal), new("kind", "kind"), new("title", "title"), new("state", "state") { IsState = true },
                new("left", "remainingSeconds", CellText.Seconds), new("sentence", "sentence")),
            new("Checks", "checks",
                new("variant", "variant"), new("metric", "metric"), new("result", "result") { IsState = true }, new("value", "value"), new("limit", "limit"),
                new("requests", "requests"), new("sentence", "sentence")),
        ],
    };

    public static readonly View Preview = new()
    {
        Fields =
        [
            new("least time", "minimumSeconds", CellText.Seconds), new("gates", "gates"), new("largest share", "largestShare", CellText.Share), new("gap in service", "hasGap"),
            new("agents", "agents"), new("warnings", "warnings", CellText.Sentences),
        ],
        Sections =
        [
            new("Steps", "steps",
                new("#", "index", CellText.Ordinal), new("kind", "kind"), new("title", "title"), new("least", "minimumSeconds", CellText.Seconds), new("challenger", "challengerShare", CellText.Share)),
            new("Traffic", "diff", new("step", "step", CellText.Ordinal), new("before", "before"), new("after", "after")),
        ],
    };

    /// <summary>One line that says where it is.</summary>
    public static string LineOf(JsonObject rollout) => $"{(string?)rollout["phase"]}  step {StepOf(rollout)}  {(string?)rollout["reason"]}";

    private static string StepOf(JsonNode? rollout) => $"{CellText.Ordinal(rollout?["step"])} of {CellText.Count(rollout?["steps"])}";
}
