using System.Globalization;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Output;

namespace ControlPlane.Cli.Jobs;

/// <summary>What people see of batch jobs.</summary>
internal static class JobViews
{
    private const int BarWidth = 30;

    public static readonly View Many = View.OfList(
        "There is no batch job yet: controlplane jobs start ENDPOINT FILE --key COLUMN",
        new("id", "id"), new("endpoint", "endpoint"), new("version", "version"), new("phase", "phase") { IsState = true },
        new("rows", "rows"), new("done", "rowsDone"), new("broken", "brokenRows"), new("input", "name"), new("began", "createdAt"));

    public static readonly View One = new()
    {
        Fields =
        [
            new("id", "id"), new("endpoint", "endpoint"), new("version", "version"), new("phase", "phase") { IsState = true }, new("reason", "reason"),
            new("rows", "rows"), new("done", "rowsDone"), new("broken", "brokenRows"), new("chunks", "chunks"), new("chunks done", "chunksDone"),
            new("input", "name"), new("input size", "inputBytes", CellText.Bytes), new("result size", "resultBytes", CellText.Bytes), new("settings", "settings"),
            new("schedule", "schedule"), new("scheduled by", "scheduledBy"), new("started by", "startedBy"), new("began", "createdAt"), new("ended", "endedAt"),
        ],
        Sections = [new("Broken rows", "broken", new Column("line", "line"), new Column("why", "sentence"))],
    };

    /// <summary>Whether it has ended.</summary>
    public static bool IsOver(JsonObject job) => (string?)job["phase"] != "running";

    /// <summary>Phase and reason in one line.</summary>
    public static string LineOf(JsonObject job) => $"{job["phase"]}: {job["reason"]}";

    /// <summary>The share that is done, as a bar with numbers.</summary>
    public static string BarOf(JsonObject job)
    {
        var (rows, done) = (JsonNumber.Of(job["rows"]!), JsonNumber.Of(job["rowsDone"]!));
        var full = (int)(BarWidth * done / Math.Max(1, rows));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"[{new string('#', full)}{new string('-', BarWidth - full)}] {100 * done / Math.Max(1, rows),3:0} %  {done:N0} of {rows:N0} rows, {JsonNumber.Of(job["brokenRows"]!):N0} broken");
    }
}
