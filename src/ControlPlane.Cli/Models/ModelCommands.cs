using System.CommandLine;
using System.Net;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Output;

namespace ControlPlane.Cli.Models;

/// <summary><c>models</c>: push a version, move an alias, compare.</summary>
internal static class ModelCommands
{
    public static Command Make() => new("models", "Pushes versions of registered models, moves aliases, compares.")
    {
        MakePush(),
        MakeAlias(),
        ReadCommand.One("compare", "What differs between two versions, signature first.", ApiOperations.CompareVersions, View.Everything,
            ("left", "The version compared with."), ("right", "The version that may take its place.")),
    };

    private static Argument<string> ModelArgument() => new("model") { Description = "Name of the registered model; it comes into being with its first version." };

    private static ApiCommand MakePush()
    {
        var model = ModelArgument();
        var path = new Argument<string>("file") { Description = "The ONNX file. The same bytes again are the same version." };
        var description = new Option<string?>("--description") { Description = "What people should know about the version.", HelpName = "text" };
        var tags = new Option<string[]>("--tag") { Description = "A free label; may be repeated.", HelpName = "text" };
        var command = new ApiCommand("push", "Registers a file as a version; it is streamed, however large.", ApiOperations.RegisterVersion) { model, path, description, tags };
        command.Run = async (run, cancellation) =>
        {
            var file = UploadFile.Open(run.Get(path), "application/octet-stream", run.Surroundings);
            if (file.Refusal is { } unreadable)
                return unreadable;
            using var content = file.Value;
            var call = new ApiCall(ApiOperations.RegisterVersion, run.Get(model)) { Content = content, Limit = null }
                .With("description", run.Get(description)).With("tags", run.Get(tags) is { Length: > 0 } labels ? string.Join(',', labels) : null);
            var answer = await run.CallAsync(call, cancellation);
            return answer.Then<ExitCode>(a => Done(run, a));
        };
        return command;
    }

    private static ExitCode Done(CommandRun run, ApiAnswer answer)
    {
        var (version, bytes) = (answer.Body, CellText.Bytes(answer.Body["sizeBytes"]));
        run.Results.WriteDone(version, answer.Status == HttpStatusCode.Created
            ? $"{version["model"]} has version {version["number"]}: {bytes}, sha256 {version["digest"]}"
            : $"Nothing to do: these bytes are version {version["number"]} of {version["model"]} already.");
        return ExitCode.Done;
    }

    private static ApiCommand MakeAlias()
    {
        var model = ModelArgument();
        var alias = new Argument<string>("alias") { Description = "Its name, such as champion." };
        var version = new Argument<int>("version") { Description = "The version it points at from now on." };
        var command = new ApiCommand("alias", "Points an alias at a version. Traffic does not move by it.", ApiOperations.SetAlias) { model, alias, version };
        command.Run = async (run, cancellation) =>
        {
            var call = new ApiCall(ApiOperations.SetAlias, run.Get(model), run.Get(alias)) { Body = new JsonObject { ["version"] = run.Get(version) } };
            return (await run.CallAsync(call, cancellation)).Then<ExitCode>(a =>
            {
                run.Results.WriteDone(a.Body, $"{run.Get(model)}@{a.Body["name"]} is version {a.Body["version"]}.");
                return ExitCode.Done;
            });
        };
        return command;
    }
}
