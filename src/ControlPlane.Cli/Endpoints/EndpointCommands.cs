using System.CommandLine;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Files;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Models;
using ControlPlane.Cli.Rollouts;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Models;

namespace ControlPlane.Cli.Endpoints;

/// <summary><c>endpoints</c>: create, change, delete.</summary>
internal static class EndpointCommands
{
    public static Command Make() => new("endpoints", "Creates, changes and deletes inference endpoints.") { MakePut(), MakeDelete(), MakeRemoveOutputs() };

    private static Argument<string> EndpointArgument() => new("endpoint") { Description = "Name of the inference endpoint." };

    private static ApiCommand MakePut()
    {
        var (endpoint, file, reason) = (EndpointArgument(), BodyFile.Option("The endpoint's body as the API takes it; options win over it."), VerbCommands.ReasonOption());
        var model = new Option<string?>("--model") { Description = "The registered model.", HelpName = "name" };
        var stable = new Option<string?>("--stable") { Description = "Its stable version: a number, models:/NAME/3 or models:/NAME@alias.", HelpName = "version" };
        var pool = new Option<string?>("--pool") { Description = "The pool of agents that serve it; production when left out.", HelpName = "name" };
        var command = new ApiCommand("put", "Creates an endpoint, or makes it what is said; settings that are left out get their defaults.", ApiOperations.PutEndpoint, ApiOperations.GetModel)
        {
            endpoint, model, stable, pool, file, reason,
        };
        command.Run = async (run, cancellation) =>
        {
            var body = new JsonObject();
            if (run.Get(file) is { } path)
            {
                var read = await BodyFile.ReadAsync(path, run.Surroundings, cancellation);
                if (read.Refusal is { } unreadable)
                    return unreadable;
                body = read.Value;
            }

            if (run.Get(model) is { } name)
                body["model"] = name;
            if (run.Get(stable) is { } version)
            {
                var found = await StableAsync(run, (string?)body["model"], version, cancellation);
                if (found.Refusal is { } unknown)
                    return unknown;
                body["stableVersion"] = found.Value;
            }

            if (run.Get(pool) is { } where)
                body["pool"] = where;
            if (run.Get(reason) is { } why)
                body["reason"] = why;
            return await SendAsync(run, new ApiCall(ApiOperations.PutEndpoint, run.Get(endpoint)) { Body = body }, cancellation);
        };
        return command;
    }

    // A bare number goes as it is: whether the model has it is said by the control plane.
    private static async Task<Outcome<int>> StableAsync(CommandRun run, string? model, string text, CancellationToken cancellation)
    {
        var reference = VersionReference.Parse("--stable", text);
        if (reference.Refusal is { } malformed)
            return malformed;
        if (reference.Value is { Model: null, Number: { } number })
            return number;
        return (await VersionReferences.FindAsync(run, model ?? reference.Value.Model!, text, cancellation)).Then<int>(found => (int)found["number"]!);
    }

    private static ApiCommand MakeDelete()
    {
        var (endpoint, reason) = (EndpointArgument(), VerbCommands.ReasonOption());
        var command = new ApiCommand("delete", "Deletes an endpoint: its callers get no answer from then on.", ApiOperations.DeleteEndpoint) { endpoint, reason };
        command.Run = (run, cancellation) => SendAsync(run, new ApiCall(ApiOperations.DeleteEndpoint, run.Get(endpoint)).With("reason", run.Get(reason)), cancellation);
        return command;
    }

    private static ApiCommand MakeRemoveOutputs()
    {
        var (endpoint, reason) = (EndpointArgument(), VerbCommands.ReasonOption());
        var request = new Option<string?>("--request") { Description = "Only those of this request; of every request when left out.", HelpName = "id" };
        var command = new ApiCommand("remove-outputs", "Removes recorded outputs of shadow comparisons.", ApiOperations.RemoveRecordedOutputs) { endpoint, request, reason };
        command.Run = (run, cancellation) => SendAsync(
            run, new ApiCall(ApiOperations.RemoveRecordedOutputs, run.Get(endpoint)).With("request", run.Get(request)).With("reason", run.Get(reason)), cancellation);
        return command;
    }

    private static async Task<Outcome<ExitCode>> SendAsync(CommandRun run, ApiCall call, CancellationToken cancellation)
    {
        var answer = await run.CallAsync(call, cancellation);
        return answer.Then<ExitCode>(a =>
        {
            run.Results.WriteDone(a.Body, ChangeText.Of(a.Body.AsObject()));
            return ExitCode.Done;
        });
    }
}
