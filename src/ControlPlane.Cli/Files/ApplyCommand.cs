using System.CommandLine;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Output;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Files;

/// <summary><c>apply</c>: makes the installation what the files say. Twice is once.</summary>
internal static class ApplyCommand
{
    public static Command Make()
    {
        var files = DeclarationReader.Option();
        var command = new ApiCommand(
            "apply",
            "Makes the installation what the files say; fields that no file names stay as they are. A version that was rolled back is not brought back until the file names another.",
            [.. DeclaredKinds.All.SelectMany(k => k.Reads.Concat(k.Writes))])
        { files };
        command.Run = async (run, cancellation) =>
        {
            var read = await DeclarationReader.ReadValidAsync(run.Get(files)!, run.Surroundings, cancellation);
            return read.Refusal is { } invalid ? invalid : await ApplyAsync(run, read.Value, cancellation);
        };
        return command;
    }

    // Each is compared when its turn comes, because an endpoint may need what was made just before it.
    private static async Task<Outcome<ExitCode>> ApplyAsync(CommandRun run, DeclarationSet set, CancellationToken cancellation)
    {
        var done = new JsonArray();
        foreach (var declaration in set.Declarations.OrderBy(d => DeclarationSchema.Kinds.ToList().IndexOf(d.Kind)))
        {
            var kind = DeclaredKinds.Of(declaration.Kind);
            var plan = await kind.PlanAsync(run, declaration, cancellation);
            var applied = plan.IsAccepted && plan.Value.HasEffect ? await kind.ApplyAsync(run, plan.Value, cancellation) : plan;
            if (applied.Refusal is { } refusal)
            {
                Show(run, done);
                return refusal with { Sentence = $"{declaration.File}:{declaration.Document.Find("metadata.name")}: {refusal.Sentence} What is listed above was done; nothing after it." };
            }

            done.Add((JsonNode)applied.Value.ToJson());
        }

        Show(run, done);
        return ExitCode.Done;
    }

    private static void Show(CommandRun run, JsonArray done)
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
        }
    }

    private static string Word(string change) => change switch
    {
        "create" => "created",
        "change" => "changed",
        "none" => "unchanged",
        _ => throw new InvalidOperationException($"No word is defined for {change}."),
    };
}
