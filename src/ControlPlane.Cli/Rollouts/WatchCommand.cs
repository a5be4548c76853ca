using System.CommandLine;
using System.Globalization;
using ControlPlane.Cli.Hosting;

namespace ControlPlane.Cli.Rollouts;

/// <summary><c>watch</c>: a line whenever a rollout changes, until it has ended.</summary>
internal static class WatchCommand
{
    public static Command Make()
    {
        var target = RolloutTarget.Argument();
        var timeout = DurationOption.Make("--timeout", "Longest time to watch; until the end when left out.");
        var command = new ApiCommand("watch", "Prints a line whenever a rollout changes, until it has ended; with -o json one document per line.", RolloutTarget.Operations) { target, timeout };
        command.Run = async (run, cancellation) =>
        {
            var id = await RolloutTarget.ResolveAsync(run, run.Get(target), cancellation);
            if (id.Refusal is { } unknown)
                return unknown;
            var end = await RolloutFollower.FollowAsync(
                run, id.Value, run.Get(timeout), rollout => run.Results.WriteNext(rollout, $"{Now(run)}  {RolloutViews.LineOf(rollout)}"), cancellation);
            return end.Then<ExitCode>(rollout => RolloutEnd.Of(rollout));
        };
        return command;
    }

    private static string Now(CommandRun run) => run.Clock.GetUtcNow().ToString("HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
