using System.CommandLine;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Output;

namespace ControlPlane.Cli.Rollouts;

/// <summary><c>start</c> and <c>simulate</c>: a rollout, or what it would have done.</summary>
internal static class StartCommand
{
    public static Command Make()
    {
        var (endpoint, body) = (EndpointArgument(), new RolloutBodyOptions());
        var dryRun = new Option<bool>("--dry-run") { Description = "Show every step and what it would change; start nothing." };
        var wait = new Option<bool>("--wait") { Description = "Wait until it has ended; the exit code says how." };
        var timeout = DurationOption.Make("--timeout", "With --wait: longest wait; without limit when left out.");
        var command = new ApiCommand("start", "Starts a rollout.", ApiOperations.StartRollout, ApiOperations.GetRollout) { endpoint, dryRun, wait, timeout };
        body.AddTo(command);
        command.Run = async (run, cancellation) =>
        {
            var wanted = await body.ReadAsync(run, cancellation);
            if (wanted.Refusal is { } malformed)
                return malformed;
            var call = new ApiCall(ApiOperations.StartRollout, run.Get(endpoint)) { Body = wanted.Value };
            if (run.Get(dryRun))
                return await run.ShowAsync(call.With("dryRun", "true"), RolloutViews.Preview, cancellation);
            var started = await run.CallAsync(call, cancellation);
            if (started.Refusal is { } refusal)
                return refusal;

            var rollout = started.Value.Body.AsObject();
            if (run.Get(wait))
            {
                var end = await RolloutFollower.FollowAsync(run, (string)rollout["id"]!, run.Get(timeout), changed => run.Tell(RolloutViews.LineOf(changed)), cancellation);
                if (end.Refusal is { } lost)
                    return lost;
                rollout = end.Value;
            }

            run.Results.WriteDone(rollout, $"{rollout["id"]}  {RolloutViews.LineOf(rollout)}");
            return RolloutEnd.Of(rollout);
        };
        return command;
    }

    public static Command MakeSimulate()
    {
        var (endpoint, body) = (EndpointArgument(), new RolloutBodyOptions());
        var from = new Option<string?>("--from") { Description = "Begin of the recorded span, ISO 8601; an hour ago when left out.", HelpName = "time" };
        var to = new Option<string?>("--to") { Description = "End of it; now when left out.", HelpName = "time" };
        var command = new ApiCommand("simulate", "Replays a rollout against recorded traffic; starts nothing.", ApiOperations.SimulateRollout) { endpoint, from, to };
        body.AddTo(command);
        command.Run = async (run, cancellation) =>
        {
            var wanted = await body.ReadAsync(run, cancellation);
            return wanted.Refusal is { } malformed
                ? malformed
                : await run.ShowAsync(
                    new ApiCall(ApiOperations.SimulateRollout, run.Get(endpoint)) { Body = wanted.Value }.With("from", run.Get(from)).With("to", run.Get(to)), View.Everything, cancellation);
        };
        return command;
    }

    private static Argument<string> EndpointArgument() => new("endpoint") { Description = "Name of the inference endpoint." };
}
