using System.Text.Json.Nodes;
using ControlPlane.Cli.Hosting;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Rollouts;

namespace ControlPlane.Cli.Rollouts;

/// <summary>Looks at a rollout until it has ended. A control plane that restarts meanwhile is waited for, but not for ever.</summary>
internal static class RolloutFollower
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);

    /// <summary>Follows it.</summary>
    /// <param name="run">The command.</param>
    /// <param name="id">Id of the rollout.</param>
    /// <param name="limit">Longest wait; null means as long as it takes.</param>
    /// <param name="changed">Told at once, and whenever phase, step or reason are others.</param>
    /// <param name="cancellation">Ctrl-C.</param>
    /// <returns>The rollout at its end. Refusals: <see cref="CliRefusals.TimedOut"/>, and those of the API.</returns>
    public static async Task<Outcome<JsonObject>> FollowAsync(CommandRun run, string id, TimeSpan? limit, Action<JsonObject> changed, CancellationToken cancellation)
    {
        var (clock, start) = (run.Clock, run.Clock.GetTimestamp());
        JsonObject? last = null;
        long? silentSince = null;
        while (true)
        {
            var seen = await RolloutTarget.ReadAsync(run, id, cancellation);
            silentSince = seen.IsAccepted ? null : silentSince ?? clock.GetTimestamp();
            if (seen.Refusal is { } refusal && (last is null || ExitCodes.Of(refusal) != ExitCode.Unreachable || clock.GetElapsedTime(silentSince!.Value) >= LongestSilence))
                return refusal;
            if (seen.IsAccepted)
            {
                if (last is null || RolloutViews.LineOf(last) != RolloutViews.LineOf(seen.Value))
                    changed(seen.Value);
                last = seen.Value;
                if (RolloutEnd.IsReached(last))
                    return last;
            }

            if (limit is { } time && clock.GetElapsedTime(start) >= time)
                return seen.Refusal ?? TooLate(last!, time);
            await Task.Delay(Interval, clock, cancellation);
        }
    }

    private static Refusal TooLate(JsonObject rollout, TimeSpan limit) =>
        new(CliRefusals.TimedOut, $"After {DurationText.Of(limit)} the rollout {rollout["id"]} has not ended; it is {RolloutViews.LineOf(rollout)}");
}
