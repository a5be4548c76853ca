using System.CommandLine;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Files;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Output;

namespace ControlPlane.Cli.Analysis;

/// <summary><c>templates</c>: make, add a version, try, delete.</summary>
internal static class TemplateCommands
{
    public static Command Make() => new("templates", "Makes, extends, tries and deletes analysis templates.")
    {
        MakeCreate(),
        MakeAdd(),
        MakeTry(),
        MakeDelete(),
    };

    private static Argument<string> TemplateArgument() => new("template") { Description = "Name of the analysis template." };

    private static Option<string?> FileOption()
    {
        var option = BodyFile.Option("Name, parameters and checks as the API takes them.");
        option.Required = true;
        return option;
    }

    private static ApiCommand MakeCreate()
    {
        var file = FileOption();
        var command = new ApiCommand("create", "Makes a template with its first version.", ApiOperations.CreateAnalysisTemplate) { file };
        command.Run = (run, cancellation) => SendAsync(run, run.Get(file)!, new ApiCall(ApiOperations.CreateAnalysisTemplate), cancellation);
        return command;
    }

    private static ApiCommand MakeAdd()
    {
        var (template, file) = (TemplateArgument(), FileOption());
        var command = new ApiCommand("add-version", "Adds a version to a template; versions that exist stay as they are.", ApiOperations.AddAnalysisTemplateVersion) { template, file };
        command.Run = (run, cancellation) => SendAsync(run, run.Get(file)!, new ApiCall(ApiOperations.AddAnalysisTemplateVersion, run.Get(template)), cancellation);
        return command;
    }

    private static async Task<Contracts.Outcomes.Outcome<ExitCode>> SendAsync(CommandRun run, string path, ApiCall call, CancellationToken cancellation)
    {
        var body = await BodyFile.ReadAsync(path, run.Surroundings, cancellation);
        if (body.Refusal is { } unreadable)
            return unreadable;
        return (await run.CallAsync(call with { Body = body.Value }, cancellation)).Then<ExitCode>(a =>
        {
            run.Results.WriteDone(a.Body, $"{a.Body["name"]} has version {a.Body["versions"]!.AsArray().Max(v => (int)v!["version"]!)}.");
            return ExitCode.Done;
        });
    }

    private static ApiCommand MakeTry()
    {
        var template = TemplateArgument();
        var endpoint = new Option<string>("--endpoint") { Description = "The endpoint whose numbers are judged.", HelpName = "name", Required = true };
        var version = new Option<int?>("--template-version") { Description = "The version that is tried; the newest when left out.", HelpName = "number" };
        var arguments = new Option<string[]>("--arg") { Description = "An argument, such as --arg limit=0.05; may be repeated.", HelpName = "name=value" };
        var command = new ApiCommand("try", "Measures every check once, without a rollout.", ApiOperations.TryAnalysisTemplate) { template, endpoint, version, arguments };
        command.Run = (run, cancellation) =>
        {
            var body = new JsonObject { ["endpoint"] = run.Get(endpoint), ["arguments"] = new JsonObject() };
            foreach (var pair in (run.Get(arguments) ?? []).Select(a => a.Split('=', 2)))
                body["arguments"]![pair[0]] = pair.Length == 2 ? pair[1] : "";
            if (run.Get(version) is { } number)
                body["version"] = number;
            return run.ShowAsync(new ApiCall(ApiOperations.TryAnalysisTemplate, run.Get(template)) { Body = body }, View.Everything, cancellation);
        };
        return command;
    }

    private static ApiCommand MakeDelete()
    {
        var template = TemplateArgument();
        var command = new ApiCommand("delete", "Deletes a template; rollouts that started with it keep their copy.", ApiOperations.DeleteAnalysisTemplate) { template };
        command.Run = async (run, cancellation) => (await run.CallAsync(new ApiCall(ApiOperations.DeleteAnalysisTemplate, run.Get(template)), cancellation)).Then<ExitCode>(_ =>
        {
            run.Results.WriteDone(new JsonObject { ["name"] = run.Get(template), ["isDeleted"] = true }, $"The analysis template {run.Get(template)} is deleted.");
            return ExitCode.Done;
        });
        return command;
    }
}
