using System.CommandLine;
using ControlPlane.Cli.Hosting;

namespace ControlPlane.Cli.Rollouts;

/// <summary><c>status</c>: where a rollout is; with <c>--wait</c>, how it ended.</summary>
internal static class StatusCommand
{
    public static Command Make()
    {
        var target = RolloutTarget.Argument();
        var wait = new Option<bool>("--wait") { Description = "Wait until it has ended; the exit code says how." };
        var timeout = DurationOption.Make("--timeout", "With --wait: longest wait, such as 30m; without limit when left out.");
        var command = new ApiCommand("status", "Shows where a rollout is; with --wait, waits for its end. Exits with 6 when it ended without its version.", RolloutTarget.Operations) { target, wait, timeout };
        command.Run = async (run, cancellation) =>
        {
            var id = await RolloutTarget.ResolveAsync(run, run.Get(target), cancellation);
            if (id.Refusal is { } unknown)
                return unknown;
            var rollout = run.Get(wait)
                ? await RolloutFollower.FollowAsync(run, id.Value, run.Get(timeout), changed => run.Tell(RolloutViews.LineOf(changed)), cancellation)
                : await RolloutTarget.ReadAsync(run, id.Value, cancellation);
            return rollout.Then<ExitCode>(found =>
            {
                run.Results.Write(found, RolloutViews.One);
                return RolloutEnd.Of(found);
            });
        };
        return command;
    }
}
