using System.Text.Json.Nodes;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Output;

namespace ControlPlane.Cli.Files;

/// <summary>What <c>apply</c> did, one line a thing.</summary>
internal static class AppliedText
{
    public static void Show(CommandRun run, JsonArray done)
    {
        if (run.Results.IsForPrograms)
        {
            run.Results.WriteList(done, View.Everything);
            return;
        }

        foreach (var change in done)
        {
            run.Surroundings.Output.WriteLine($"{Word((string)change!["change"]!)} {change["kind"]} {change["name"]}");
            if ((string?)change["note"] is { } note)
                run.Surroundings.Output.WriteLine($"  note: {note}");
            foreach (var field in change["fields"]!.AsArray().Where(f => (bool)f!["isOverwritten"]!))
                run.Surroundings.Output.WriteLine($"  {field!["path"]} was {CellText.Of(field["before"])}, set by another way; the file has it again");
        }
    }

    private static string Word(string change) => change switch
    {
        "create" => "created",
        "change" => "changed",
        "none" => "unchanged",
        "prune" => "pruned",
        _ => throw new InvalidOperationException($"No word is defined for {change}."),
    };
}
