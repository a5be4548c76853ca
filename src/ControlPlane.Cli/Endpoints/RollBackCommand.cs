using System.CommandLine;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Rollouts;

namespace ControlPlane.Cli.Endpoints;

/// <summary><c>rollback</c>: all traffic to the stable version at once, or, where it is there, to the stable version before.</summary>
internal static class RollBackCommand
{
    public static Command Make()
    {
        var endpoint = new Argument<string>("endpoint") { Description = "Name of the inference endpoint." };
        var (acknowledgement, reason) = (new AcknowledgementOptions(), VerbCommands.ReasonOption());
        var command = new ApiCommand("rollback", "Takes an endpoint back at once: a rollout under way ends, and all traffic goes to the stable version.", ApiOperations.RollBack) { endpoint, reason };
        acknowledgement.AddTo(command);
        command.Run = (run, cancellation) => acknowledgement.SendAsync(
            run, new ApiCall(ApiOperations.RollBack, run.Get(endpoint)) { Body = new JsonObject { ["reason"] = run.Get(reason) ?? "" } }, cancellation);
        return command;
    }
}
