using System.CommandLine;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Rollouts;

namespace ControlPlane.Cli.Endpoints;

/// <summary><c>undo</c>: takes the last rollback back, of an endpoint or of a rollout, within its ten seconds.</summary>
internal static class UndoCommand
{
    public static Command Make()
    {
        var target = new Argument<string>("target") { Description = "Name of an endpoint, or id of a rollout." };
        var (acknowledgement, reason) = (new AcknowledgementOptions(), VerbCommands.ReasonOption());
        var command = new ApiCommand("undo", "Takes the last rollback back, while that is still possible.", ApiOperations.Undo, ApiOperations.UndoRollout) { target, reason };
        acknowledgement.AddTo(command);
        command.Run = (run, cancellation) => RolloutTarget.IsId(run.Get(target))
            ? VerbCommands.SendAsync(run, ApiOperations.UndoRollout, run.Get(target), run.Get(reason), cancellation)
            : acknowledgement.SendAsync(run, new ApiCall(ApiOperations.Undo, run.Get(target)), cancellation);
        return command;
    }
}
