using System.CommandLine;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Endpoints;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Output;
using ControlPlane.Cli.Rollouts;

namespace ControlPlane.Cli.Audit;

/// <summary><c>audit</c>: look, check, export, put an earlier routing back.</summary>
internal static class AuditCommands
{
    private static readonly (string Name, string Description)[] Filters =
    [
        ("actor", "Who, exactly."), ("kind", "What kind of thing."), ("name", "Name or id of the thing, exactly."), ("endpoint", "The endpoint concerned."),
        ("from", "First moment, ISO 8601 or a time ago such as -24h."), ("to", "Last moment, exclusive."),
    ];

    private static readonly View Entries = View.OfList(
        "No entry fits.",
        new("#", "sequence"), new("at", "at"), new("actor", "actor"), new("way", "way"), new("thing", "subject"), new("name", "name"), new("action", "action"), new("what", "sentence"));

    public static Command Make() => new("audit", "Who did what, when and why; and whether the record of it is whole.") { MakeList(), MakeGet(), MakeVerify(), MakeExport(), MakeRestore() };

    private static ApiCommand MakeList()
    {
        var (filters, limit) = (FilterOptions(), ReadCommand.LimitOption());
        var command = new ApiCommand("list", "Entries, newest first.", ApiOperations.ListAudit) { limit };
        filters.ForEach(command.Add);
        command.Run = async (run, cancellation) =>
            (await run.ListAsync(new ApiCall(ApiOperations.ListAudit) { Query = Read(run, filters) }, run.Get(limit), cancellation)).Then<ExitCode>(found =>
            {
                run.Results.WriteList(found, Entries);
                return ExitCode.Done;
            });
        return command;
    }

    private static ApiCommand MakeGet() => ReadCommand.One("get", "One entry with everything it keeps.", ApiOperations.GetAuditEntry, View.Everything);

    private static ApiCommand MakeVerify()
    {
        var command = new ApiCommand("verify", "Checks that no entry was changed, left out or put in. Exits with 6 when one was.", ApiOperations.VerifyAudit);
        command.Run = async (run, cancellation) =>
            (await run.CallAsync(new ApiCall(ApiOperations.VerifyAudit) { Limit = null }, cancellation)).Then<ExitCode>(answer =>
            {
                run.Results.Write(answer.Body, View.Everything);
                return (bool)answer.Body["isIntact"]! ? ExitCode.Done : ExitCode.NotSucceeded;
            });
        return command;
    }

    private static ApiCommand MakeExport()
    {
        var filters = FilterOptions();
        var form = new Option<string?>("--format") { Description = "jsonl or csv; jsonl when left out.", HelpName = "form" };
        var command = new ApiCommand("export", "Entries field by field as they are hashed, oldest first, to standard output.", ApiOperations.ExportAudit) { form };
        filters.ForEach(command.Add);
        command.Run = async (run, cancellation) =>
            (await run.CopyAsync(new ApiCall(ApiOperations.ExportAudit) { Query = [.. Read(run, filters), ("format", run.Get(form))], Limit = null }, cancellation)).Then<ExitCode>(_ => ExitCode.Done);
        return command;
    }

    private static ApiCommand MakeRestore()
    {
        var entry = new Argument<string>("entry") { Description = "Number of the entry." };
        var reason = VerbCommands.ReasonOption();
        var command = new ApiCommand("restore", "Puts stable version and weights of the entry's endpoint back as they were after it.", ApiOperations.RestoreRouting) { entry, reason };
        command.Run = async (run, cancellation) =>
        {
            var call = new ApiCall(ApiOperations.RestoreRouting, run.Get(entry)) { Body = new JsonObject { ["reason"] = run.Get(reason) ?? "" } };
            return (await run.CallAsync(call, cancellation)).Then<ExitCode>(answer =>
            {
                run.Results.WriteDone(answer.Body, ChangeText.Of(answer.Body.AsObject()));
                return ExitCode.Done;
            });
        };
        return command;
    }

    private static List<Option<string?>> FilterOptions() => [.. Filters.Select(f => new Option<string?>($"--{f.Name}") { Description = f.Description })];

    private static IReadOnlyList<(string Name, string? Value)> Read(CommandRun run, List<Option<string?>> options) => [.. options.Select((o, index) => (Filters[index].Name, run.Get(o)))];
}
