using System.CommandLine;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;

namespace ControlPlane.Cli.Rollouts;

/// <summary>Looking at rollouts.</summary>
internal static class RolloutCommands
{
    public static Command MakeGet()
    {
        var target = RolloutTarget.Argument();
        var history = new Option<bool>("--history") { Description = "Everything that happened to it, in order." };
        var command = new ApiCommand("rollout", "A rollout: phase, reason, steps, checks.", [ApiOperations.GetRolloutHistory, .. RolloutTarget.Operations]) { target, history };
        command.Run = async (run, cancellation) =>
        {
            var id = await RolloutTarget.ResolveAsync(run, run.Get(target), cancellation);
            if (id.Refusal is { } unknown)
                return unknown;
            return run.Get(history)
                ? (await run.ListAsync(new ApiCall(ApiOperations.GetRolloutHistory, id.Value), int.MaxValue, cancellation)).Then<ExitCode>(events =>
                {
                    run.Results.WriteList(events, Output.View.Everything);
                    return ExitCode.Done;
                })
                : await run.ShowAsync(new ApiCall(ApiOperations.GetRollout, id.Value), RolloutViews.One, cancellation);
        };
        return command;
    }

    public static Command MakeList()
    {
        var endpoint = new Option<string?>("--endpoint") { Description = "Only those of this endpoint.", HelpName = "name" };
        var limit = ReadCommand.LimitOption();
        var command = new ApiCommand("rollouts", "Rollouts, newest first.", ApiOperations.ListRollouts, ApiOperations.ListRolloutsOfEndpoint) { endpoint, limit };
        command.Run = async (run, cancellation) =>
        {
            var call = run.Get(endpoint) is { } name ? new ApiCall(ApiOperations.ListRolloutsOfEndpoint, name) : new ApiCall(ApiOperations.ListRollouts);
            var found = await run.ListAsync(call, run.Get(limit), cancellation);
            return found.Then<ExitCode>(rollouts =>
            {
                run.Results.WriteList(rollouts, RolloutViews.Many);
                return ExitCode.Done;
            });
        };
        return command;
    }
}
