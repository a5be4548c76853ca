using System.CommandLine;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Models;
using ControlPlane.Cli.Output;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Files;

/// <summary><c>export</c>: the installation as files that <c>apply</c> takes, here or into an empty one.</summary>
internal static class ExportCommand
{
    public static Command Make()
    {
        var folder = new Option<string?>("--folder") { Description = "Write one file per thing below this folder; to standard output when left out.", HelpName = "path" };
        var models = ModelFolder.Option("Also fetch the file of every version into this folder, each under its digest, so that an empty installation can be built from it.");
        var command = new ApiCommand(
            "export", "Writes models with their aliases, endpoints with their settings and how they answer now, and analysis templates as files that apply takes.", [ApiOperations.GetVersionFile, .. DeclaredKinds.All.SelectMany(k => k.Reads)])
        { folder, models };
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

            if (run.Get(models) is { } files && await FetchAsync(run, documents, files, run.Get(folder), cancellation) is { } lost)
                return lost;
            return run.Get(folder) is { } path ? Save(run, path, documents) : Print(run, documents);
        };
        return command;
    }

    private static async Task<Refusal?> FetchAsync(CommandRun run, List<JsonObject> documents, string files, string? folder, CancellationToken cancellation)
    {
        foreach (var document in documents.Where(d => (string)d["kind"]! == RegisteredModelKind.Name))
        {
            foreach (var version in document["spec"]!["versions"]!.AsArray())
            {
                var path = ModelFolder.PathOf(files, (string)version!["digest"]!);
                var fetched = await VersionDownload.FetchAsync(run, NameOf(document), (int)version["number"]!, (string)version["digest"]!, path, cancellation);
                if (fetched.Refusal is { } refusal)
                    return refusal;
                version["file"] = folder is null ? path : Path.GetRelativePath(FolderOf(folder, document), path);
            }
        }

        return null;
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
                Directory.CreateDirectory(FolderOf(folder, document));
                File.WriteAllText(Path.Combine(FolderOf(folder, document), $"{NameOf(document)}.yaml"), YamlText.Of(document));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Refusal.OfField(CliRefusals.FileInvalid, "--folder", exception.Message.TrimEnd('.'), "name a folder that can be written");
        }

        run.Surroundings.Output.WriteLine($"{documents.Count} files are in {folder}.");
        return ExitCode.Done;
    }

    private static string FolderOf(string folder, JsonObject document) => Path.Combine(folder, (string)document["kind"]!);

    private static string NameOf(JsonObject document) => (string)document["metadata"]!["name"]!;
}
