using System.CommandLine;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Rollouts;

/// <summary>What people do to a rollout that is under way.</summary>
internal static class VerbCommands
{
    public static IEnumerable<Command> Make() =>
    [
        MakePromote(),
        Make("approve", "Lets through what waits for another person than who started it.", ApiOperations.ApproveRollout),
        Make("decline", "Does not let it through, and ends the rollout; needs a reason.", ApiOperations.DeclineRollout),
        Make("pause", "Freezes the traffic where it is.", ApiOperations.PauseRollout),
        Make("resume", "Lets a paused rollout go on.", ApiOperations.ResumeRollout),
        Make("abort", "Sends all traffic to the stable version and ends the rollout.", ApiOperations.AbortRollout),
        Make("retry", "Starts the same plan again, from its first step.", ApiOperations.RetryRollout),
        Make("kill", "Takes the challengers' traffic away for a while: the kill switch of a feature flag.", ApiOperations.KillRollout),
        Make("freeze", "Holds a bandit's weights where they are.", ApiOperations.FreezeRollout),
        Make("unfreeze", "Lets rewards move a bandit's weights again.", ApiOperations.UnfreezeRollout),
    ];

    public static Option<string?> ReasonOption() => new("--reason") { Description = "Why, for the history.", HelpName = "text" };

    /// <summary>Sends the verb and shows what became of the rollout.</summary>
    public static async Task<Outcome<ExitCode>> SendAsync(CommandRun run, ApiOperation verb, string id, string? reason, CancellationToken cancellation)
    {
        var answer = await run.CallAsync(new ApiCall(verb, id) { Body = new JsonObject { ["reason"] = reason ?? "" } }, cancellation);
        return answer.Then<ExitCode>(a =>
        {
            run.Results.WriteDone(a.Body, $"{a.Body["id"]}  {RolloutViews.LineOf(a.Body.AsObject())}");
            return ExitCode.Done;
        });
    }

    private static ApiCommand MakePromote()
    {
        var full = new Option<bool>("--full") { Description = "Go straight to the switch, past all steps." };
        return Make("promote", "Ends the present step and begins the next one.", run => run.Get(full) ? ApiOperations.PromoteFullRollout : ApiOperations.PromoteRollout,
            [ApiOperations.PromoteRollout, ApiOperations.PromoteFullRollout], full);
    }

    private static ApiCommand Make(string name, string description, ApiOperation verb) => Make(name, description, _ => verb, [verb]);

    private static ApiCommand Make(string name, string description, Func<CommandRun, ApiOperation> verb, IReadOnlyList<ApiOperation> verbs, params IReadOnlyList<Option> options)
    {
        var (target, reason) = (RolloutTarget.Argument(), ReasonOption());
        var command = new ApiCommand(name, description, [.. verbs, .. RolloutTarget.Operations]) { target, reason };
        foreach (var option in options)
            command.Add(option);
        command.Run = async (run, cancellation) =>
        {
            var id = await RolloutTarget.ResolveAsync(run, run.Get(target), cancellation);
            return id.Refusal is { } unknown ? unknown : await SendAsync(run, verb(run), id.Value, run.Get(reason), cancellation);
        };
        return command;
    }
}
