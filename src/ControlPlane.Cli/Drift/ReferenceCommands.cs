using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Models;
using ControlPlane.Cli.Output;

namespace ControlPlane.Cli.Drift;

/// <summary><c>references</c>: what drift is measured against.</summary>
internal static class ReferenceCommands
{
    public static Command Make() => new("references", "Uploads and removes what drift is measured against.") { MakePush(), MakeRemove() };

    private static Argument<string> EndpointArgument() => new("endpoint") { Description = "Name of the inference endpoint." };

    private static ApiCommand MakePush()
    {
        var endpoint = EndpointArgument();
        var path = new Argument<string>("file") { Description = "Training data as CSV." };
        var version = new Option<int?>("--version") { Description = "The version that the data trained; the stable one when left out.", HelpName = "number" };
        var command = new ApiCommand("push", "Uploads training data; it is streamed.", ApiOperations.UploadDriftReference) { endpoint, path, version };
        command.Run = async (run, cancellation) =>
        {
            var file = UploadFile.Open(run.Get(path), "text/csv", run.Surroundings);
            if (file.Refusal is { } unreadable)
                return unreadable;
            using var content = file.Value;
            var call = new ApiCall(ApiOperations.UploadDriftReference, run.Get(endpoint)) { Content = content, Limit = null };
            return await run.ShowAsync(call.With("version", run.Get(version)?.ToString(CultureInfo.InvariantCulture)), View.Everything, cancellation);
        };
        return command;
    }

    private static ApiCommand MakeRemove()
    {
        var (endpoint, id) = (EndpointArgument(), new Argument<string>("id") { Description = "Id of the reference." });
        var command = new ApiCommand("remove", "Removes a reference.", ApiOperations.RemoveDriftReference) { endpoint, id };
        command.Run = async (run, cancellation) =>
            (await run.CallAsync(new ApiCall(ApiOperations.RemoveDriftReference, run.Get(endpoint), run.Get(id)), cancellation)).Then<ExitCode>(_ =>
            {
                run.Results.WriteDone(new JsonObject { ["id"] = run.Get(id), ["isRemoved"] = true }, $"The reference {run.Get(id)} is removed.");
                return ExitCode.Done;
            });
        return command;
    }
}
