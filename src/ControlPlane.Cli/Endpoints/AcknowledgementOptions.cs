using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Endpoints;

/// <summary><c>--wait</c> and <c>--timeout</c> of commands that move traffic: the answer comes when the agents have it.</summary>
internal sealed class AcknowledgementOptions
{
    private readonly Option<bool> _wait = new("--wait") { Description = "Wait until every reachable agent has it in force." };
    private readonly Option<TimeSpan?> _timeout = DurationOption.Make("--timeout", "With --wait: longest wait, at most 60s; 10s when left out.");

    public void AddTo(Command command)
    {
        command.Add(_wait);
        command.Add(_timeout);
    }

    /// <summary>Sends a change and says what it did.</summary>
    public async Task<Outcome<ExitCode>> SendAsync(CommandRun run, ApiCall call, CancellationToken cancellation)
    {
        if (run.Get(_wait))
            call = call.With("wait", "true").With("timeout", run.Get(_timeout)?.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        var answer = await run.CallAsync(call, cancellation);
        if (answer.Refusal is { } refusal)
            return refusal;
        var change = answer.Value.Body.AsObject();
        run.Results.WriteDone(change, ChangeText.Of(change));
        return change["acknowledgement"] is JsonObject taken && !(bool)taken["isComplete"]!
            ? new Refusal(CliRefusals.TimedOut, $"{taken["acknowledged"]} of {taken["awaited"]} reachable agents have it in force; the others will take it when they can.")
            : ExitCode.Done;
    }
}
