using System.CommandLine;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Reading;

namespace ControlPlane.Cli.Agents;

/// <summary><c>agents</c> and <c>join-tokens</c>.</summary>
internal static class AgentCommands
{
    public static Command Make()
    {
        var command = ReadCommand.Many("agents", "Lists agents: what is wanted of each, and what it says.", ApiOperations.ListAgents, Views.Agents);
        command.Add(MakeRemove());
        return command;
    }

    public static Command MakeJoinTokens() => new("join-tokens", "Tokens with which agents join.") { MakeCreate() };

    public static Command MakeAdopt()
    {
        var command = new ApiCommand("adopt", "Takes a database that is older than its agents for the true one: they take its tables.", ApiOperations.AdoptDatabase);
        command.Run = (run, cancellation) => run.ShowAsync(new ApiCall(ApiOperations.AdoptDatabase) { Limit = null }, Output.View.Everything, cancellation);
        return command;
    }

    private static ApiCommand MakeRemove()
    {
        var id = new Argument<string>("id") { Description = "Id of the agent." };
        var command = new ApiCommand("remove", "Takes an agent out: its key is refused from then on.", ApiOperations.RemoveAgent) { id };
        command.Run = async (run, cancellation) => (await run.CallAsync(new ApiCall(ApiOperations.RemoveAgent, run.Get(id)), cancellation)).Then<ExitCode>(_ =>
        {
            run.Results.WriteDone(new JsonObject { ["id"] = run.Get(id), ["isRemoved"] = true }, $"Agent {run.Get(id)} is removed.");
            return ExitCode.Done;
        });
        return command;
    }

    private static ApiCommand MakeCreate()
    {
        var pool = new Option<string>("--pool") { Description = "The pool the agent may serve in.", HelpName = "name", DefaultValueFactory = _ => "production" };
        var lifetime = DurationOption.Make("--lifetime", "How long it may be used, at most 60m; 15m when left out.");
        var command = new ApiCommand("create", "Makes a single-use token and prints it, once.", ApiOperations.CreateJoinToken) { pool, lifetime };
        command.Run = async (run, cancellation) =>
        {
            var body = new JsonObject { ["pool"] = run.Get(pool) };
            if (run.Get(lifetime) is { } time)
                body["lifetimeMinutes"] = time.TotalMinutes;
            return (await run.CallAsync(new ApiCall(ApiOperations.CreateJoinToken) { Body = body }, cancellation)).Then<ExitCode>(a =>
            {
                run.Results.WriteDone(a.Body, (string)a.Body["token"]!);
                return ExitCode.Done;
            });
        };
        return command;
    }
}
