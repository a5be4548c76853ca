using System.CommandLine;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Output;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Files;

/// <summary><c>export</c>: the installation as files that <c>apply</c> takes.</summary>
internal static class ExportCommand
{
    public static Command Make()
    {
        var folder = new Option<string?>("--folder") { Description = "Write one file per thing below this folder; to standard output when left out.", HelpName = "path" };
        var command = new ApiCommand("export", "Writes aliases, endpoints and analysis templates as files that apply takes.", [.. DeclaredKinds.All.SelectMany(k => k.Reads)]) { folder };
        command.Run = async (run, cancellation) =>
        {
            var documents = new List<JsonObject>();
            foreach (var kind in DeclaredKinds.All)
            {
                var exported = await kind.ExportAsync(run, cancellation);
                if (exported.Refusal is { } refusal)
                    return refusal;
                documents.AddRange(exported.Value.Documents);
            }

            return run.Get(folder) is { } path ? Save(run, path, documents) : Print(run, documents);
        };
        return command;
    }

    private static Outcome<ExitCode> Print(CommandRun run, List<JsonObject> documents)
    {
        if (run.Results.Format == OutputFormat.Json)
            run.Results.WriteList(new JsonArray([.. documents]), View.Everything);
        else
            run.Surroundings.Output.Write(string.Join("---\n", documents.Select(YamlText.Of)));
        return ExitCode.Done;
    }

    private static Outcome<ExitCode> Save(CommandRun run, string folder, List<JsonObject> documents)
    {
        try
        {
            foreach (var document in documents)
            {
                var below = Path.Combine(folder, (string)document["kind"]!);
                Directory.CreateDirectory(below);
                File.WriteAllText(Path.Combine(below, $"{document["metadata"]!["name"]}.yaml"), YamlText.Of(document));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Refusal.OfField(CliRefusals.FileInvalid, "--folder", exception.Message.TrimEnd('.'), "name a folder that can be written");
        }

        run.Surroundings.Output.WriteLine($"{documents.Count} files are in {folder}.");
        return ExitCode.Done;
    }
}
