using System.CommandLine;
using ControlPlane.Cli.Access;
using ControlPlane.Cli.Agents;
using ControlPlane.Cli.Analysis;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Audit;
using ControlPlane.Cli.Backups;
using ControlPlane.Cli.Drift;
using ControlPlane.Cli.Endpoints;
using ControlPlane.Cli.Files;
using ControlPlane.Cli.Jobs;
using ControlPlane.Cli.Models;
using ControlPlane.Cli.Output;
using ControlPlane.Cli.Reading;
using ControlPlane.Cli.Rollouts;
using ControlPlane.Cli.Tokens;
using ControlPlane.Cli.Webhooks;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Hosting;

/// <summary>Every command of the program.</summary>
internal static class CommandTree
{
    /// <summary>What people type.</summary>
    public const string Name = "controlplane";

    /// <summary>The tree, ready to parse; its commands run in these surroundings.</summary>
    public static RootCommand Build(CliSurroundings surroundings)
    {
        var options = new GlobalOptions();
        var root = new RootCommand("Progressive delivery for machine-learning models, from a terminal or from CI.") { options.Server, options.TokenFile, options.Format, options.IdempotencyKey };
        Command[] commands =
        [
            ListCommands.Make(), GetCommands.Make(),
            StartCommand.Make(), StartCommand.MakeSimulate(), StatusCommand.Make(), WatchCommand.Make(), .. VerbCommands.Make(), ExperimentCommands.Make(),
            SetWeightCommand.Make(), RollBackCommand.Make(), UndoCommand.Make(), EndpointCommands.Make(),
            ModelCommands.Make(), TemplateCommands.Make(), ReferenceCommands.Make(), JobCommands.Make(), AgentCommands.Make(), AgentCommands.MakeJoinTokens(), AgentCommands.MakeAdopt(), SigningKeyCommands.Make(), TokenCommands.Make(),
            AuditCommands.Make(), BackupCommands.Make(), WebhookCommands.Make(), PeopleCommands.Make(),
            LintCommand.Make(), DiffCommand.Make(), ApplyCommand.Make(), ExportCommand.Make(),
            VectorsCommand.Make(surroundings), CompletionCommand.Make(surroundings),
        ];
        foreach (var command in commands)
        {
            root.Add(command);
            Bind(command, options, surroundings);
        }

        return root;
    }

    private static void Bind(Command command, GlobalOptions options, CliSurroundings surroundings)
    {
        foreach (var inner in command.Subcommands)
            Bind(inner, options, surroundings);
        if (command is ApiCommand { Run: not null } runnable)
            runnable.SetAction((parsed, cancellation) => RunAsync(runnable, parsed, options, surroundings, cancellation));
    }

    private static async Task<int> RunAsync(ApiCommand command, ParseResult parsed, GlobalOptions options, CliSurroundings surroundings, CancellationToken cancellation)
    {
        var format = parsed.GetValue(options.Format);
        var address = ApiConnection.ReadAddress(parsed.GetValue(options.Server) ?? surroundings.Variable(CliSurroundings.ServerVariable) ?? GlobalOptions.UsualServer);
        if (address.Refusal is { } malformed)
            return Refuse(malformed, format, surroundings);

        var token = ApiTokenSource.Read(parsed.GetValue(options.TokenFile), surroundings, address.Value);
        if (token.Refusal is { } unusable)
            return Refuse(unusable, format, surroundings);

        using var network = surroundings.Network();
        using var connection = new ApiConnection(address.Value, network, surroundings.Clock, token.Value);
        var run = new CommandRun(command, parsed, connection, new ResultWriter(format, surroundings), parsed.GetValue(options.IdempotencyKey), surroundings);
        var end = await command.Run!(run, cancellation);
        return end.Match(code => (int)code, refusal => Refuse(refusal, format, surroundings));
    }

    private static int Refuse(Refusal refusal, OutputFormat format, CliSurroundings surroundings)
    {
        if (format == OutputFormat.Json)
            RefusalText.WriteJson(refusal, surroundings.Error);
        else
            RefusalText.Write(refusal, surroundings.Error);
        return (int)ExitCodes.Of(refusal);
    }
}
