using System.Text.Json.Nodes;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Jobs;

/// <summary>Looks at a batch job until it has ended, with a bar that moves where people watch and a line per change where they do not. A control plane that restarts meanwhile is waited for, but not for ever.</summary>
internal static class JobFollower
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);

    /// <summary>Follows it.</summary>
    /// <returns>What a script is told. Refusals: <see cref="CliRefusals.TimedOut"/>, and those of the API.</returns>
    public static async Task<Outcome<ExitCode>> FollowAsync(CommandRun run, string id, TimeSpan? limit, CancellationToken cancellation)
    {
        var (clock, start) = (run.Clock, run.Clock.GetTimestamp());
        var shown = "";
        long? silentSince = null;
        while (true)
        {
            var seen = await run.CallAsync(new ApiCall(ApiOperations.GetJob, id), cancellation);
            silentSince = seen.IsAccepted ? null : silentSince ?? clock.GetTimestamp();
            if (seen.Refusal is { } refusal && (shown.Length == 0 || ExitCodes.Of(refusal) != ExitCode.Unreachable || clock.GetElapsedTime(silentSince!.Value) >= LongestSilence))
                return refusal;
            if (seen.IsAccepted)
            {
                var job = seen.Value.Body.AsObject();
                shown = Show(run, job, shown);
                if (JobViews.IsOver(job))
                    return End(run, job);
            }

            if (limit is { } time && clock.GetElapsedTime(start) >= time)
                return seen.Refusal ?? new Refusal(CliRefusals.TimedOut, $"After {time.TotalSeconds:0} s the batch job {id} has not ended; it is {shown}");
            await Task.Delay(Interval, clock, cancellation);
        }
    }

    private static string Show(CommandRun run, JsonObject job, string shown)
    {
        var bar = JobViews.BarOf(job);
        if (bar != shown)
        {
            if (run.Surroundings.IsAnimated)
                run.Surroundings.Error.Write($"\r{bar}{(JobViews.IsOver(job) ? "\n" : "")}");
            else
                run.Tell(bar);
        }

        return bar;
    }

    private static ExitCode End(CommandRun run, JsonObject job)
    {
        run.Results.WriteDone(job, $"{job["id"]}  {JobViews.LineOf(job)}");
        return (string?)job["phase"] == "succeeded" ? ExitCode.Done : ExitCode.NotSucceeded;
    }
}
