using System.CommandLine;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Hosting;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Files;

/// <summary><c>lint</c>: checks files without a control plane.</summary>
internal static class LintCommand
{
    public static Command Make()
    {
        var files = DeclarationReader.Option();
        files.Required = false;
        var schema = new Option<bool>("--schema") { Description = "Print the JSON Schema of the files, for editors." };
        var command = new ApiCommand("lint", "Checks files without a control plane: form, unknown and duplicate keys, secrets. Exits with 2 when something is wrong.") { files, schema };
        command.Run = async (run, cancellation) =>
        {
            if (run.Get(schema))
            {
                await run.Surroundings.Output.WriteAsync(DeclarationSchema.Text);
                return ExitCode.Done;
            }

            if (run.Get(files) is not { Length: > 0 } paths)
                return Refusal.OfField(CliRefusals.Usage, "--file", "is missing", "name a file or a folder");
            return (await DeclarationReader.ReadAsync(paths, run.Surroundings, cancellation)).Then<ExitCode>(read => Show(run, read));
        };
        return command;
    }

    private static ExitCode Show(CommandRun run, DeclarationSet read)
    {
        if (run.Results.IsForPrograms)
            run.Results.WriteList(new JsonArray([.. read.Findings.Select(ToJson)]), Output.View.Everything);
        else if (read.Findings.Count == 0)
            run.Surroundings.Output.WriteLine($"{read.Declarations.Count} declarations in {read.Files} files, nothing wrong.");
        foreach (var finding in run.Results.IsForPrograms ? [] : read.Findings)
            run.Surroundings.Output.WriteLine(finding);
        return read.Findings.Count == 0 ? ExitCode.Done : ExitCode.Usage;
    }

    private static JsonObject ToJson(Finding finding) => new()
    {
        ["file"] = finding.File,
        ["line"] = finding.Position.Line,
        ["column"] = finding.Position.Column,
        ["path"] = finding.Path,
        ["problem"] = finding.Problem,
        ["remedy"] = finding.Remedy,
    };
}
