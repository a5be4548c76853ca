namespace ControlPlane.Web.Api;

/// <summary>What each operation of the API does, in one line, by its id. Stateless.</summary>
internal static class OperationSummaries
{
    private static readonly Dictionary<string, string> Operations = new(StringComparer.Ordinal)
    {
        ["ListModels"] = "Lists registered models with versions and aliases",
        ["GetModel"] = "Shows a registered model",
        ["CompareVersions"] = "Compares two versions of a model",
        ["RegisterVersion"] = "Uploads a model file as a version",
        ["SetAlias"] = "Points an alias at a version",
        ["ListEndpoints"] = "Lists inference endpoints",
        ["GetEndpoint"] = "Shows an inference endpoint",
        ["PutEndpoint"] = "Creates an inference endpoint, or changes it",
        ["DeleteEndpoint"] = "Deletes an inference endpoint",
        ["RemoveRecordedOutputs"] = "Removes recorded outputs of single requests for good",
        ["GetEndpointHistory"] = "Lists what was done to an endpoint, newest first",
        ["GetSplit"] = "Shows how an endpoint's traffic is shared out",
        ["PutSplit"] = "Sets the split of an endpoint's traffic",
        ["RollBack"] = "Takes all traffic back to a version known to be good",
        ["Undo"] = "Takes the last rollback of an endpoint back",
        ["ListAnalysisTemplates"] = "Lists analysis templates",
        ["CreateAnalysisTemplate"] = "Makes an analysis template with its first version",
        ["GetAnalysisTemplate"] = "Shows an analysis template with its versions",
        ["DeleteAnalysisTemplate"] = "Deletes an analysis template",
        ["AddAnalysisTemplateVersion"] = "Adds a version to an analysis template",
        ["GetAnalysisTemplateVersion"] = "Shows one version of an analysis template",
        ["TryAnalysisTemplate"] = "Measures every check of a template once, without a rollout",
        ["ListRolloutsOfEndpoint"] = "Lists rollouts of an endpoint, newest first",
        ["StartRollout"] = "Starts a rollout, or shows what one would do",
        ["SimulateRollout"] = "Replays a plan against recorded series",
        ["ListRollouts"] = "Lists rollouts, newest first",
        ["GetRollout"] = "Shows a rollout, or streams its changes",
        ["GetRolloutHistory"] = "Lists what moved a rollout, newest first",
        ["ReviseExperiment"] = "Changes the plan of the experiment under way",
        ["PromoteRollout"] = "Ends the present step and begins the next",
        ["PromoteFullRollout"] = "Goes straight to the switch",
        ["PauseRollout"] = "Holds a rollout where it is",
        ["ResumeRollout"] = "Lets a paused rollout go on",
        ["AbortRollout"] = "Stops a rollout: all traffic to the stable version",
        ["RetryRollout"] = "Starts the plan of an ended rollout again",
        ["KillRollout"] = "Takes traffic from the challengers for a while",
        ["FreezeRollout"] = "Holds a bandit's weights where they are",
        ["UnfreezeRollout"] = "Lets a bandit's weights move again",
        ["UndoRollout"] = "Takes the way back of a rollout back",
        ["GetRoutingTable"] = "Shows how agents are told to answer an endpoint, or streams the changes",
        ["DiffRoutingTables"] = "Compares two revisions of an endpoint's routing",
        ["GetMetrics"] = "Series per variant: requests, errors, latency, agreement, reward",
        ["GetBandit"] = "Shows what a rollout's bandit has learned",
        ["GetEvidence"] = "Shows every current verdict of an endpoint with its numbers",
        ["GetQuality"] = "Shows what labels that came back say about the answers",
        ["GetDrift"] = "Shows the drift verdict of an endpoint with its windows",
        ["GetDriftHistogram"] = "Shows a distribution then and now",
        ["ListDriftReferences"] = "Lists what drift of an endpoint is measured against",
        ["UploadDriftReference"] = "Freezes a reference from training data",
        ["RemoveDriftReference"] = "Takes a drift reference out of force",
        ["ListAgents"] = "Lists agents: what is wanted of each, and what it says",
        ["GetAgent"] = "Shows an agent",
        ["RemoveAgent"] = "Takes an agent out: its credential is refused from then on",
        ["ListJoinTokens"] = "Lists unused join tokens",
        ["CreateJoinToken"] = "Makes a single-use join token and shows it, once",
        ["ListAudit"] = "Lists entries of the audit, newest first",
        ["GetAuditEntry"] = "Shows an entry of the audit",
        ["RestoreRouting"] = "Puts an endpoint's routing of an earlier moment back",
        ["VerifyAudit"] = "Checks the chain of the audit and its witnesses",
        ["ExportAudit"] = "Streams entries of the audit, oldest first",
        ["ListBackups"] = "Lists backups, newest first",
        ["MakeBackup"] = "Makes a backup of the databases",
        ["ListWebhooks"] = "Lists webhooks",
        ["GetWebhook"] = "Shows a webhook",
        ["PutWebhook"] = "Makes a webhook, or changes it",
        ["DeleteWebhook"] = "Deletes a webhook with its deliveries",
        ["TestWebhook"] = "Sends a webhook an event that says nothing but that it arrives",
        ["ListDeliveries"] = "Lists deliveries of a webhook, newest first",
        ["GetDelivery"] = "Shows a delivery with its event",
        ["ReplayDelivery"] = "Sends the event of a delivery once more",
    };

    private static readonly Dictionary<string, string> Tags = new(StringComparer.Ordinal)
    {
        ["models"] = "Registered models, their versions and aliases.",
        ["endpoints"] = "Inference endpoints: settings, split, rollback, history, evidence.",
        ["analysis templates"] = "Named, versioned checks that rollouts copy when they start.",
        ["rollouts"] = "Plans that move an endpoint from one split to another.",
        ["routing tables"] = "What agents are told.",
        ["drift"] = "Distance of what is asked and answered from a reference.",
        ["agents"] = "Processes that serve models, and the tokens with which they join.",
        ["audit"] = "Who did what, and why.",
        ["backups"] = "Checked copies of the databases.",
        ["webhooks"] = "Who outside is told what happens.",
    };

    /// <summary>The line of an operation; null where none was written, which a linter finds.</summary>
    public static string? Of(string operation) => Operations.GetValueOrDefault(operation);

    /// <summary>The line of a group of operations; null where none was written.</summary>
    public static string? OfTag(string tag) => Tags.GetValueOrDefault(tag);
}
