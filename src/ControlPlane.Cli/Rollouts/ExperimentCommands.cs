using System.CommandLine;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Files;
using ControlPlane.Cli.Hosting;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Rollouts;

/// <summary><c>experiment revise</c>: another plan for the experiment under way.</summary>
internal static class ExperimentCommands
{
    public static Command Make() => new("experiment", "The experiment of a rollout.") { MakeRevise() };

    private static ApiCommand MakeRevise()
    {
        var (target, file, reason) = (RolloutTarget.Argument(), BodyFile.Option("What shall be otherwise, as the API takes it."), VerbCommands.ReasonOption());
        file.Required = true;
        var command = new ApiCommand("revise", "Changes the plan of the experiment under way; the test begins anew.", [ApiOperations.ReviseExperiment, .. RolloutTarget.Operations]) { target, file, reason };
        command.Run = async (run, cancellation) =>
        {
            var id = await RolloutTarget.ResolveAsync(run, run.Get(target), cancellation);
            var body = await BodyFile.ReadAsync(run.Get(file)!, run.Surroundings, cancellation);
            if ((id.Refusal ?? body.Refusal) is { } refusal)
                return refusal;
            if (run.Get(reason) is { } why)
                body.Value["reason"] = why;
            var answer = await run.CallAsync(new ApiCall(ApiOperations.ReviseExperiment, id.Value) { Body = body.Value }, cancellation);
            return answer.Then<ExitCode>(a => Done(run, a.Body.AsObject()));
        };
        return command;
    }

    private static Outcome<ExitCode> Done(CommandRun run, JsonObject rollout)
    {
        run.Results.WriteDone(rollout, $"{rollout["id"]}  {RolloutViews.LineOf(rollout)}");
        return ExitCode.Done;
    }
}
