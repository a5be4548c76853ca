using System.CommandLine;
using System.Net;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Output;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Models;

/// <summary><c>models</c>: push a version, move an alias, compare.</summary>
internal static class ModelCommands
{
    public static Command Make() => new("models", "Pushes, fetches and describes versions of registered models, moves aliases, compares.")
    {
        MakePush(),
        MakeImport(),
        MakeGolden(),
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
        var golden = new Option<string?>("--golden") { Description = "Inputs with expected outputs, as JSON, that agents check before the version serves.", HelpName = "path" };
        var signature = new Option<string?>("--signature") { Description = "The bundle that model signing made for the file.", HelpName = "path" };
        var command = new ApiCommand("push", "Registers a file as a version; it is streamed, however large.", ApiOperations.RegisterVersion, ApiOperations.PutGoldenSet) { model, path, golden, signature };
        facts.AddTo(command);
        command.Run = async (run, cancellation) =>
        {
            var pushed = await PushedFolder.ReadAsync(run.Get(model), run.Get(path), cancellation);
            var upload = pushed.Then(p => facts.Read(run, p));
            if (upload.Refusal is { } malformed)
                return malformed;
            var answer = await (upload.Value with { Signature = run.Get(signature) }).SendAsync(run, cancellation);
            if (answer.IsAccepted && run.Get(golden) is { } set && (await PutGoldenAsync(run, run.Get(model), $"{answer.Value.Body["number"]}", set, cancellation)).Refusal is { } notGolden)
                return notGolden;
            return answer.Then<ExitCode>(a => Done(run, a));
        };
        return command;
    }

    private static ApiCommand MakeImport()
    {
        var model = ModelArgument();
        var path = new Argument<string>("path") { Description = "An ONNX file or a folder that MLflow wrote, relative to the control plane's import folder; left out with --url.", Arity = ArgumentArity.ZeroOrOne, DefaultValueFactory = _ => "" };
        var url = new Option<string?>("--url") { Description = "Address over TLS of an ONNX file on one of the hosts in the control plane's ModelSources:ImportHosts.", HelpName = "url" };
        var digest = new Option<string?>("--digest") { Description = "With --url: what the file must be, sha256: and 64 hexadecimal digits.", HelpName = "digest" };
        var description = new Option<string?>("--description") { Description = "What people should know about the version.", HelpName = "text" };
        var command = new ApiCommand("import", "Registers a file that lies on the control plane's own machine, below its ModelSources:ImportFolder, or on a host that it allows.", ApiOperations.ImportVersion) { model, path, url, digest, description };
        command.Run = async (run, cancellation) =>
        {
            var given = run.Get(path) is { Length: > 0 } text ? text : null;
            if ((given is null) == (run.Get(url) is null))
                return Refusal.OfField(CliRefusals.Usage, "path", "and --url are given both, or neither", "give one of them");
            var body = new JsonObject { ["description"] = run.Get(description) ?? "" };
            foreach (var (name, value) in ((string, string?)[])[("path", given), ("url", run.Get(url)), ("digest", run.Get(digest))])
            {
                if (value is not null)
                    body[name] = value;
            }

            return (await run.CallAsync(new ApiCall(ApiOperations.ImportVersion, run.Get(model)) { Body = body, Limit = null }, cancellation)).Then<ExitCode>(a => Done(run, a));
        };
        return command;
    }

    private static ApiCommand MakeGolden()
    {
        var (model, version) = (ModelArgument(), VersionArgument("The version that must answer it."));
        var path = new Argument<string>("path") { Description = "JSON with inputs, expected outputs and a tolerance, at most 1 MB; takes the place of the set before." };
        var command = new ApiCommand("golden", "Says what a version must answer before agents let it serve.", ApiOperations.GetModel, ApiOperations.PutGoldenSet) { model, version, path };
        command.Run = async (run, cancellation) =>
        {
            var found = await VersionReferences.FindAsync(run, run.Get(model), run.Get(version), cancellation);
            if (found.Refusal is { } unknown)
                return unknown;
            var answer = await PutGoldenAsync(run, run.Get(model), $"{found.Value["number"]}", run.Get(path), cancellation);
            return answer.Then<ExitCode>(a =>
            {
                run.Results.WriteDone(a.Body, $"Version {a.Body["number"]} of {a.Body["model"]} must answer the golden set {a.Body["golden"]!["digest"]}.");
                return ExitCode.Done;
            });
        };
        return command;
    }

    private static async Task<Outcome<ApiAnswer>> PutGoldenAsync(CommandRun run, string model, string version, string path, CancellationToken cancellation)
    {
        var file = UploadFile.Open(path, "application/json", run.Surroundings);
        if (file.Refusal is { } unreadable)
            return unreadable;
        using var content = file.Value;
        return await run.CallAsync(new ApiCall(ApiOperations.PutGoldenSet, model, version) { Content = content, Limit = null, Subject = "golden" }, cancellation);
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
