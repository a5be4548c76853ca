using System.CommandLine;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Output;

namespace ControlPlane.Cli.Reading;

/// <summary><c>get</c>: one thing of any kind.</summary>
internal static class GetCommands
{
    public static Command Make() => new("get", "Shows one thing.")
    {
        ReadCommand.One("endpoint", "An inference endpoint: model, split, settings.", ApiOperations.GetEndpoint, Views.Endpoint),
        ReadCommand.One("split", "How an endpoint's traffic is shared out.", ApiOperations.GetSplit, Views.Split),
        ReadCommand.One("model", "A registered model: versions, aliases, where each serves.", ApiOperations.GetModel, Views.Model),
        ReadCommand.One("agent", "An agent: what is wanted of it, and what it says.", ApiOperations.GetAgent, Views.Agent),
        ReadCommand.One("template", "An analysis template with all its versions.", ApiOperations.GetAnalysisTemplate, View.Everything),
        ReadCommand.One("template-version", "One version of an analysis template.", ApiOperations.GetAnalysisTemplateVersion, View.Everything),
        ReadCommand.One("bandit", "Arms of a bandit: weights, rewards, chance of being best.", ApiOperations.GetBandit, View.Everything),
        ReadCommand.One("evidence", "Every current verdict of an endpoint with its numbers.", ApiOperations.GetEvidence, View.Everything),
        ReadCommand.One("quality", "What labels that came back say about the answers.", ApiOperations.GetQuality, View.Everything),
        ReadCommand.One("drift", "The drift verdict of an endpoint with its windows.", ApiOperations.GetDrift, View.Everything),
        ReadCommand.One("histogram", "A distribution then and now.", ApiOperations.GetDriftHistogram, View.Everything,
            ("variant", "Name of the variant."), ("feature", "Name of the feature; predictions when left out."), ("from", "Start of a window as `get drift` lists it; the newest when left out.")),
        ReadCommand.One("metrics", "Series per variant: requests, errors, latency, agreement, reward.", ApiOperations.GetMetrics, View.Everything,
            ("from", "ISO 8601, Unix seconds or a time ago such as -15m."), ("to", "The same; now when left out."), ("step", "Length of a step, such as 10s."),
            ("variant", "Only this variant."), ("revision", "Only this route revision, or a range such as 12-15."), ("by", "revision: a series for each route revision."),
            ("rollout", "With --rolloutStep: only that step of this rollout."), ("rolloutStep", "Index of the step, from 0.")),
        ReadCommand.One("routing-table", "How agents are told to answer an endpoint.", ApiOperations.GetRoutingTable, View.Everything, ("agent", "The table in force on this agent.")),
        ReadCommand.One("routing-diff", "What differs between two revisions of the routing table.", ApiOperations.DiffRoutingTables, View.Everything,
            ("from", "Revision to compare."), ("to", "Revision to compare it with.")),
        Rollouts.RolloutCommands.MakeGet(),
    };
}
