namespace ControlPlane.Cli.Api;

/// <summary>Every operation of the API. A test compares the table with the OpenAPI document of a running control plane.</summary>
internal static class ApiOperations
{
    public static readonly ApiOperation ListModels = Get("ListModels", "/models");
    public static readonly ApiOperation GetModel = Get("GetModel", "/models/{model}");
    public static readonly ApiOperation DescribeModel = Put("DescribeModel", "/models/{model}");
    public static readonly ApiOperation CompareVersions = Get("CompareVersions", "/models/{model}/compare");
    public static readonly ApiOperation RegisterVersion = Post("RegisterVersion", "/models/{model}/versions");
    public static readonly ApiOperation ImportVersion = Post("ImportVersion", "/models/{model}/import");
    public static readonly ApiOperation GetVersionFile = Get("GetVersionFile", "/models/{model}/versions/{version}/file");
    public static readonly ApiOperation SetAlias = Put("SetAlias", "/models/{model}/aliases/{alias}");

    public static readonly ApiOperation ListEndpoints = Get("ListEndpoints", "/endpoints");
    public static readonly ApiOperation GetEndpoint = Get("GetEndpoint", "/endpoints/{endpoint}");
    public static readonly ApiOperation PutEndpoint = Put("PutEndpoint", "/endpoints/{endpoint}");
    public static readonly ApiOperation DeleteEndpoint = Delete("DeleteEndpoint", "/endpoints/{endpoint}");
    public static readonly ApiOperation RemoveRecordedOutputs = Delete("RemoveRecordedOutputs", "/endpoints/{endpoint}/recorded-outputs");
    public static readonly ApiOperation GetEndpointHistory = Get("GetEndpointHistory", "/endpoints/{endpoint}/history");
    public static readonly ApiOperation GetSplit = Get("GetSplit", "/endpoints/{endpoint}/split");
    public static readonly ApiOperation PutSplit = Put("PutSplit", "/endpoints/{endpoint}/split");
    public static readonly ApiOperation RollBack = Post("RollBack", "/endpoints/{endpoint}/rollback");
    public static readonly ApiOperation Undo = Post("Undo", "/endpoints/{endpoint}/undo");
    public static readonly ApiOperation GetMetrics = Get("GetMetrics", "/endpoints/{endpoint}/metrics");
    public static readonly ApiOperation GetEvidence = Get("GetEvidence", "/endpoints/{endpoint}/evidence");
    public static readonly ApiOperation GetQuality = Get("GetQuality", "/endpoints/{endpoint}/quality");
    public static readonly ApiOperation GetRoutingTable = Get("GetRoutingTable", "/endpoints/{endpoint}/routing-table");
    public static readonly ApiOperation DiffRoutingTables = Get("DiffRoutingTables", "/endpoints/{endpoint}/routing-table/diff");

    public static readonly ApiOperation GetDrift = Get("GetDrift", "/endpoints/{endpoint}/drift");
    public static readonly ApiOperation GetDriftHistogram = Get("GetDriftHistogram", "/endpoints/{endpoint}/drift/histogram");
    public static readonly ApiOperation ListDriftReferences = Get("ListDriftReferences", "/endpoints/{endpoint}/drift/references");
    public static readonly ApiOperation UploadDriftReference = Post("UploadDriftReference", "/endpoints/{endpoint}/drift/references");
    public static readonly ApiOperation RemoveDriftReference = Delete("RemoveDriftReference", "/endpoints/{endpoint}/drift/references/{id}");

    public static readonly ApiOperation ListRolloutsOfEndpoint = Get("ListRolloutsOfEndpoint", "/endpoints/{endpoint}/rollouts");
    public static readonly ApiOperation StartRollout = Post("StartRollout", "/endpoints/{endpoint}/rollouts");
    public static readonly ApiOperation SimulateRollout = Post("SimulateRollout", "/endpoints/{endpoint}/rollouts/simulate");
    public static readonly ApiOperation ListRollouts = Get("ListRollouts", "/rollouts");
    public static readonly ApiOperation GetRollout = Get("GetRollout", "/rollouts/{id}");
    public static readonly ApiOperation GetRolloutHistory = Get("GetRolloutHistory", "/rollouts/{id}/history");
    public static readonly ApiOperation GetBandit = Get("GetBandit", "/rollouts/{id}/bandit");
    public static readonly ApiOperation ReviseExperiment = Post("ReviseExperiment", "/rollouts/{id}/experiment");
    public static readonly ApiOperation PromoteRollout = Post("PromoteRollout", "/rollouts/{id}/promote");
    public static readonly ApiOperation ApproveRollout = Post("ApproveRollout", "/rollouts/{id}/approve");
    public static readonly ApiOperation DeclineRollout = Post("DeclineRollout", "/rollouts/{id}/decline");
    public static readonly ApiOperation PromoteFullRollout = Post("PromoteFullRollout", "/rollouts/{id}/promote-full");
    public static readonly ApiOperation PauseRollout = Post("PauseRollout", "/rollouts/{id}/pause");
    public static readonly ApiOperation ResumeRollout = Post("ResumeRollout", "/rollouts/{id}/resume");
    public static readonly ApiOperation AbortRollout = Post("AbortRollout", "/rollouts/{id}/abort");
    public static readonly ApiOperation RetryRollout = Post("RetryRollout", "/rollouts/{id}/retry");
    public static readonly ApiOperation KillRollout = Post("KillRollout", "/rollouts/{id}/kill");
    public static readonly ApiOperation FreezeRollout = Post("FreezeRollout", "/rollouts/{id}/freeze");
    public static readonly ApiOperation UnfreezeRollout = Post("UnfreezeRollout", "/rollouts/{id}/unfreeze");
    public static readonly ApiOperation UndoRollout = Post("UndoRollout", "/rollouts/{id}/undo");

    public static readonly ApiOperation ListAnalysisTemplates = Get("ListAnalysisTemplates", "/analysis-templates");
    public static readonly ApiOperation CreateAnalysisTemplate = Post("CreateAnalysisTemplate", "/analysis-templates");
    public static readonly ApiOperation GetAnalysisTemplate = Get("GetAnalysisTemplate", "/analysis-templates/{template}");
    public static readonly ApiOperation DeleteAnalysisTemplate = Delete("DeleteAnalysisTemplate", "/analysis-templates/{template}");
    public static readonly ApiOperation AddAnalysisTemplateVersion = Post("AddAnalysisTemplateVersion", "/analysis-templates/{template}/versions");
    public static readonly ApiOperation GetAnalysisTemplateVersion = Get("GetAnalysisTemplateVersion", "/analysis-templates/{template}/versions/{version}");
    public static readonly ApiOperation TryAnalysisTemplate = Post("TryAnalysisTemplate", "/analysis-templates/{template}/try");

    public static readonly ApiOperation StartJob = Post("StartJob", "/endpoints/{endpoint}/jobs");
    public static readonly ApiOperation ListJobs = Get("ListJobs", "/jobs");
    public static readonly ApiOperation GetJob = Get("GetJob", "/jobs/{id}");
    public static readonly ApiOperation RemoveJob = Delete("RemoveJob", "/jobs/{id}");
    public static readonly ApiOperation GetJobResults = Get("GetJobResults", "/jobs/{id}/results");
    public static readonly ApiOperation CancelJob = Post("CancelJob", "/jobs/{id}/cancel");
    public static readonly ApiOperation ResumeJob = Post("ResumeJob", "/jobs/{id}/resume");
    public static readonly ApiOperation ScheduleJob = Put("ScheduleJob", "/jobs/{id}/schedule");
    public static readonly ApiOperation UnscheduleJob = Delete("UnscheduleJob", "/jobs/{id}/schedule");
    public static readonly ApiOperation GetPredictions = Get("GetPredictions", "/endpoints/{endpoint}/predictions");
    public static readonly ApiOperation RemovePredictions = Delete("RemovePredictions", "/endpoints/{endpoint}/predictions");

    public static readonly ApiOperation ListAgents = Get("ListAgents", "/agents");
    public static readonly ApiOperation GetAgent = Get("GetAgent", "/agents/{id}");
    public static readonly ApiOperation RemoveAgent = Delete("RemoveAgent", "/agents/{id}");
    public static readonly ApiOperation ListJoinTokens = Get("ListJoinTokens", "/join-tokens");
    public static readonly ApiOperation CreateJoinToken = Post("CreateJoinToken", "/join-tokens");

    public static readonly ApiOperation AdoptDatabase = Post("AdoptDatabase", "/adopt");
    public static readonly ApiOperation ListSigningKeys = Get("ListSigningKeys", "/signing-keys");
    public static readonly ApiOperation RotateSigningKey = Post("RotateSigningKey", "/signing-keys");
    public static readonly ApiOperation RetireSigningKeys = Post("RetireSigningKeys", "/signing-keys/retire");

    public static readonly ApiOperation ListTokens = Get("ListTokens", "/tokens");
    public static readonly ApiOperation CreateToken = Post("CreateToken", "/tokens");
    public static readonly ApiOperation RotateToken = Post("RotateToken", "/tokens/{id}/rotate");
    public static readonly ApiOperation RevokeToken = Delete("RevokeToken", "/tokens/{id}");

    public static readonly ApiOperation ListAudit = Get("ListAudit", "/audit");
    public static readonly ApiOperation GetAuditEntry = Get("GetAuditEntry", "/audit/{entry}");
    public static readonly ApiOperation RestoreRouting = Post("RestoreRouting", "/audit/{entry}/restore");
    public static readonly ApiOperation VerifyAudit = Get("VerifyAudit", "/audit/verify");
    public static readonly ApiOperation ExportAudit = Get("ExportAudit", "/audit/export");

    public static readonly ApiOperation ListBackups = Get("ListBackups", "/backups");
    public static readonly ApiOperation MakeBackup = Post("MakeBackup", "/backups");

    public static readonly ApiOperation ListDeclarations = Get("ListDeclarations", "/declarations");
    public static readonly ApiOperation PutDeclaration = Put("PutDeclaration", "/declarations/{kind}/{name}");
    public static readonly ApiOperation DeleteDeclaration = Delete("DeleteDeclaration", "/declarations/{kind}/{name}");

    public static readonly ApiOperation ListWebhooks = Get("ListWebhooks", "/webhooks");
    public static readonly ApiOperation GetWebhook = Get("GetWebhook", "/webhooks/{webhook}");
    public static readonly ApiOperation PutWebhook = Put("PutWebhook", "/webhooks/{webhook}");
    public static readonly ApiOperation DeleteWebhook = Delete("DeleteWebhook", "/webhooks/{webhook}");
    public static readonly ApiOperation TestWebhook = Post("TestWebhook", "/webhooks/{webhook}/test");
    public static readonly ApiOperation ListDeliveries = Get("ListDeliveries", "/webhooks/{webhook}/deliveries");
    public static readonly ApiOperation GetDelivery = Get("GetDelivery", "/webhooks/{webhook}/deliveries/{delivery}");
    public static readonly ApiOperation ReplayDelivery = Post("ReplayDelivery", "/webhooks/{webhook}/deliveries/{delivery}/replay");

    public static readonly ApiOperation ListPeople = Get("ListPeople", "/people");
    public static readonly ApiOperation InvitePerson = Post("InvitePerson", "/people");
    public static readonly ApiOperation GetPerson = Get("GetPerson", "/people/{person}");
    public static readonly ApiOperation ChangePerson = Put("ChangePerson", "/people/{person}");
    public static readonly ApiOperation RenewLink = Post("RenewLink", "/people/{person}/link");
    public static readonly ApiOperation ListSessions = Get("ListSessions", "/people/{person}/sessions");
    public static readonly ApiOperation EndSession = Delete("EndSession", "/people/{person}/sessions/{session}");

    private static ApiOperation Get(string id, string path) => new(id, HttpMethod.Get, path);

    private static ApiOperation Post(string id, string path) => new(id, HttpMethod.Post, path);

    private static ApiOperation Put(string id, string path) => new(id, HttpMethod.Put, path);

    private static ApiOperation Delete(string id, string path) => new(id, HttpMethod.Delete, path);
}
