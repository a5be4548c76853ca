using System.CommandLine;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Rollouts;

namespace ControlPlane.Cli.Endpoints;

/// <summary><c>set-weight</c>: shares of versions; the stable one takes the rest.</summary>
internal static class SetWeightCommand
{
    public static Command Make()
    {
        var endpoint = new Argument<string>("endpoint") { Description = "Name of the inference endpoint." };
        var shares = new Argument<string[]>("share")
        {
            Description = "VERSION=PERCENT or VARIANT=PERCENT, such as 2=10. Who is not named keeps its share; the stable version takes the rest.",
            Arity = ArgumentArity.OneOrMore,
        };
        var (acknowledgement, reason) = (new AcknowledgementOptions(), VerbCommands.ReasonOption());
        var command = new ApiCommand("set-weight", "Sets how an endpoint's traffic is shared out.", ApiOperations.GetEndpoint, ApiOperations.PutSplit) { endpoint, shares, reason };
        acknowledgement.AddTo(command);
        command.Run = async (run, cancellation) =>
        {
            var present = await run.CallAsync(new ApiCall(ApiOperations.GetEndpoint, run.Get(endpoint)), cancellation);
            if (present.Refusal is { } unknown)
                return unknown;
            var wanted = SplitDraft.Read(present.Value.Body.AsObject(), run.Get(shares));
            if (wanted.Refusal is { } malformed)
                return malformed;
            var body = wanted.Value;
            body["reason"] = run.Get(reason) ?? "";
            // Made for the split that was seen: a change in between is not overwritten.
            return await acknowledgement.SendAsync(run, new ApiCall(ApiOperations.PutSplit, run.Get(endpoint)) { Body = body, IfMatch = present.Value.EntityTag }, cancellation);
        };
        return command;
    }
}
