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
    public static Command Make() => new("models", "Pushes, fetches and describes versions of registered models, moves aliases, compares.")
    {
        MakePush(),
        MakeImport(),
        MakePull(),
        MakeDescribe(),
        MakeAlias(),
        ReadCommand.One("compare", "What differs between two versions, signature first.", ApiOperations.CompareVersions, View.Everything,
            ("left", "The version compared with."), ("right", "The version that may take its place.")),
    };

    private static Argument<string> ModelArgument() => new("model") { Description = "Name of the registered model; it comes into being with its first version." };

    private static Argument<string> VersionArgument(string description) => new("version") { Description = $"{description} A number, models:/NAME/3 or models:/NAME@alias." };

    private static ApiCommand MakePush()
    {
        var model = ModelArgument();
        var path = new Argument<string>("path") { Description = "The ONNX file, or a folder that MLflow wrote, whose MLmodel must tell the truth about it. The same bytes again are the same version." };
        var facts = new VersionFactOptions();
        var command = new ApiCommand("push", "Registers a file as a version; it is streamed, however large.", ApiOperations.RegisterVersion) { model, path };
        facts.AddTo(command);
        command.Run = async (run, cancellation) =>
        {
            var pushed = await PushedFolder.ReadAsync(run.Get(model), run.Get(path), cancellation);
            var upload = pushed.Then(p => facts.Read(run, p));
            if (upload.Refusal is { } malformed)
                return malformed;
            var answer = await upload.Value.SendAsync(run, cancellation);
            return answer.Then<ExitCode>(a => Done(run, a));
        };
        return command;
    }

    private static ApiCommand MakeImport()
    {
        var (model, path) = (ModelArgument(), new Argument<string>("path") { Description = "An ONNX file or a folder that MLflow wrote, relative to the control plane's import folder." });
        var description = new Option<string?>("--description") { Description = "What people should know about the version.", HelpName = "text" };
        var command = new ApiCommand("import", "Registers a file that lies on the control plane's own machine, below its ModelSources:ImportFolder.", ApiOperations.ImportVersion) { model, path, description };
        command.Run = async (run, cancellation) =>
        {
            var body = new JsonObject { ["path"] = run.Get(path), ["description"] = run.Get(description) ?? "" };
            return (await run.CallAsync(new ApiCall(ApiOperations.ImportVersion, run.Get(model)) { Body = body, Limit = null }, cancellation)).Then<ExitCode>(a => Done(run, a));
        };
        return command;
    }

    private static ApiCommand MakeDescribe()
    {
        var (model, text) = (ModelArgument(), new Argument<string>("description") { Description = "What people should know about the model." });
        var command = new ApiCommand("describe", "Says what people should know about a registered model.", ApiOperations.DescribeModel) { model, text };
        command.Run = async (run, cancellation) =>
        {
            var call = new ApiCall(ApiOperations.DescribeModel, run.Get(model)) { Body = new JsonObject { ["description"] = run.Get(text) } };
            return (await run.CallAsync(call, cancellation)).Then<ExitCode>(a =>
            {
                run.Results.WriteDone(a.Body, $"{run.Get(model)} is described.");
                return ExitCode.Done;
            });
        };
        return command;
    }

    private static ApiCommand MakePull()
    {
        var (model, version) = (ModelArgument(), VersionArgument("The version whose file is wanted."));
        var output = new Option<string?>("--output") { Description = "Where it shall lie; MODEL-VERSION.onnx when left out.", HelpName = "path" };
        var command = new ApiCommand("pull", "Fetches the file of a version and checks its digest.", ApiOperations.GetModel, ApiOperations.GetVersionFile) { model, version, output };
        command.Run = async (run, cancellation) =>
        {
            var found = await VersionReferences.FindAsync(run, run.Get(model), run.Get(version), cancellation);
            if (found.Refusal is { } unknown)
                return unknown;
            var (number, digest) = ((int)found.Value["number"]!, (string)found.Value["digest"]!);
            var fetched = await VersionDownload.FetchAsync(run, run.Get(model), number, digest, run.Get(output) ?? $"{run.Get(model)}-{number}.onnx", cancellation);
            return fetched.Then<ExitCode>(path =>
            {
                run.Results.WriteDone(found.Value, $"{path} is version {number} of {run.Get(model)}: {CellText.Bytes(found.Value["sizeBytes"])}, sha256 {digest}");
                return ExitCode.Done;
            });
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
        var version = VersionArgument("The version it points at from now on.");
        var command = new ApiCommand("alias", "Points an alias at a version. Traffic does not move by it.", ApiOperations.SetAlias) { model, alias, version };
        command.Run = async (run, cancellation) =>
        {
            var call = new ApiCall(ApiOperations.SetAlias, run.Get(model), run.Get(alias)) { Body = new JsonObject { ["version"] = VersionReferences.ToJson(run.Get(version)) } };
            return (await run.CallAsync(call, cancellation)).Then<ExitCode>(a =>
            {
                run.Results.WriteDone(a.Body, $"{run.Get(model)}@{a.Body["name"]} is version {a.Body["version"]}.");
                return ExitCode.Done;
            });
        };
        return command;
    }
}
