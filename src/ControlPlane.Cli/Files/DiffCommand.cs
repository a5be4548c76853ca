using System.CommandLine;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Output;

namespace ControlPlane.Cli.Files;

/// <summary><c>diff</c>: what <c>apply</c> would do.</summary>
internal static class DiffCommand
{
    private static readonly IReadOnlyList<Column> Columns = [new("", "mark") { IsState = true }, new("field", "path"), new("is", "before"), new("shall be", "after"), new("owner", "owner")];

    public static Command Make()
    {
        var files = DeclarationReader.Option();
        var all = new Option<bool>("--all") { Description = "Show every field with its owner, not only those that differ." };
        var command = new ApiCommand(
            "diff", "Shows what apply would change, and who owns each field. Exits with 7 when something differs.", [ApiOperations.ListDeclarations, ApiOperations.ListAudit, .. DeclaredKinds.All.SelectMany(k => k.Reads)])
        { files, all };
        var prune = new PruneOptions();
        prune.AddTo(command);
        command.Run = async (run, cancellation) =>
        {
            var plan = await DeclarationPlan.MakeAsync(run, run.Get(files)!, prune, cancellation);
            return plan.Then<ExitCode>(p =>
            {
                Show(run, p, run.Get(all));
                return p.HasEffect ? ExitCode.Differs : ExitCode.Done;
            });
        };
        return command;
    }

    private static void Show(CommandRun run, DeclarationPlan plan, bool isWhole)
    {
        if (run.Results.IsForPrograms)
        {
            run.Results.WriteList(new JsonArray([.. plan.Changes.Select(c => c.ToJson()), .. plan.Removals.Select(RemovalText.ToJson)]), View.Everything);
            return;
        }

        foreach (var change in plan.Changes)
        {
            run.Surroundings.Output.WriteLine($"{(change.IsNew ? "new " : change.HasEffect ? "" : "unchanged ")}{change.Declaration.Kind} {change.Declaration.Name}");
            if (change.Note is { } note)
                run.Surroundings.Output.WriteLine($"  note: {note}");
            var rows = change.Fields.Where(f => isWhole || f.IsDifferent).Select(ToRow).ToArray();
            if (rows.Length > 0)
                run.Results.WriteList(new JsonArray(rows), new View { Columns = Columns });
        }

        foreach (var removal in plan.Removals)
            run.Surroundings.Output.WriteLine(RemovalText.Of(removal));
    }

    private static JsonNode ToRow(FieldChange field) => new JsonObject
    {
        ["mark"] = !field.IsDifferent ? "=" : field.Before is null ? "+" : field.After is null ? "-" : "~",
        ["path"] = field.Path,
        ["before"] = field.Before?.DeepClone(),
        ["after"] = field.After?.DeepClone(),
        ["owner"] = field.Owner,
    };
}
