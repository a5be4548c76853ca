using System.CommandLine;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;

namespace ControlPlane.Cli.Reading;

/// <summary><c>list</c>: things of one kind.</summary>
internal static class ListCommands
{
    public static Command Make() => new("list", "Lists things of one kind.")
    {
        ReadCommand.Many("endpoints", "Inference endpoints.", ApiOperations.ListEndpoints, Views.Endpoints),
        ReadCommand.Many("models", "Registered models.", ApiOperations.ListModels, Views.Models),
        Rollouts.RolloutCommands.MakeList(),
        ReadCommand.Many("agents", "Agents.", ApiOperations.ListAgents, Views.Agents),
        ReadCommand.Many("templates", "Analysis templates.", ApiOperations.ListAnalysisTemplates, Views.Templates),
        ReadCommand.Many("references", "Drift references of an endpoint, with those of before.", ApiOperations.ListDriftReferences, Output.View.Everything),
        ReadCommand.Many("history", "What was done to an endpoint, newest first.", ApiOperations.GetEndpointHistory, Views.History),
        ReadCommand.Many("declarations", "What files declared, with labels and who applied it.", ApiOperations.ListDeclarations, Views.Declarations),
        ReadCommand.Many("join-tokens", "Unused tokens with which agents join.", ApiOperations.ListJoinTokens, Views.JoinTokens),
    };
}
